import { SFNClient } from '@aws-sdk/client-sfn';
import { Env } from '../ledger/demands.env.ts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { sfnTaskAnswer } from '../workflow/sfn-executions.ts';
import { WaitInput } from '../workflow/step.schema.ts';
import { awaitDecision } from './await-decision.ts';

const env = Env.parse(process.env);
const deps = {
  store: dynamoDemandStore(documentClient(), env.DEMANDS_TABLE),
  tasks: sfnTaskAnswer(new SFNClient({})),
  clock: systemClock,
};

export const handler = stepHandler(WaitInput, (input) => awaitDecision('review', input, deps));
