import { SFNClient } from '@aws-sdk/client-sfn';
import { dynamoAuthorityRegister } from '../authorities/dynamodb-authority-register.ts';
import { requireStandingOfAgent } from '../authorities/standing.ts';
import { requireDemandId } from '../ledger/demand-id.ts';
import { ledgerOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLimitStore } from '../ledger/dynamodb-limit.store.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { sfnTaskAnswer } from '../workflow/sfn-executions.ts';
import { Env } from './withdraw.env.ts';
import { withdrawRoute } from './withdraw.route.ts';
import { withdrawDemand } from './withdraw.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const counting = { limits: dynamoLimitStore(documents, env.WORK_TABLE) };
const standing = {
  authorities: dynamoAuthorityRegister(documents, env.AUTHORITIES_TABLE),
  clock: systemClock,
};
const deps = {
  ...ledgerOf(documents, env),
  tasks: sfnTaskAnswer(new SFNClient({})),
  clock: systemClock,
};

export const handler = apiHandler(
  answering(
    withdrawRoute,
    async ({ path, principal }) => {
      await requireStandingOfAgent(principal, standing);
      return { status: 200, json: await withdrawDemand(requireDemandId(path('id')), principal, deps) };
    },
    counting,
  ),
);
