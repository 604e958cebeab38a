import { SFNClient } from '@aws-sdk/client-sfn';
import { dynamoAuthorityRegister } from '../authorities/dynamodb-authority-register.ts';
import { requireStandingOfAgent } from '../authorities/standing.ts';
import { requireDemandId } from '../ledger/demand-id.ts';
import { ledgerOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLimitStore } from '../ledger/dynamodb-limit.store.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { knownLaw } from '../validity/known-law.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { sfnTaskAnswer } from '../workflow/sfn-executions.ts';
import { Env } from './clarify.env.ts';
import { clarifyRoute } from './clarify.route.ts';
import { clarifyDemand } from './clarify.ts';

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
  authorities: standing.authorities,
  law: knownLaw(loadRulebookFile()),
};

export const handler = apiHandler(
  answering(
    clarifyRoute,
    async ({ path, body, principal }) => {
      await requireStandingOfAgent(principal, standing);
      return { status: 200, json: await clarifyDemand(requireDemandId(path('id')), body, principal, deps) };
    },
    counting,
  ),
);
