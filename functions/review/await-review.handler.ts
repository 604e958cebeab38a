import { SFNClient } from '@aws-sdk/client-sfn';
import { Env } from '../ledger/demands.env.ts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../ledger/dynamodb-due.store.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { sfnTaskAnswer } from '../workflow/sfn-executions.ts';
import { WaitInput } from '../workflow/step.schema.ts';
import { awaitDecision } from './await-decision.ts';
import { takeApprovalAhead } from './take-approval-ahead.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const deps = {
  store: dynamoDemandStore(documents, env.DEMANDS_TABLE),
  dues: dynamoDueStore(documents, env.DEMANDS_TABLE),
  tasks: sfnTaskAnswer(new SFNClient({})),
  clock: systemClock,
};

export const handler = stepHandler(WaitInput, async (input) => {
  await awaitDecision('review', input, deps);
  await takeApprovalAhead(input.demandId, input.round, deps);
});
