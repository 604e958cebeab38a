import { SFNClient } from '@aws-sdk/client-sfn';
import { requireDemandId } from '../ledger/demand-id.ts';
import { ledgerOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLimitStore } from '../ledger/dynamodb-limit.store.ts';
import { dynamoLooks } from '../ledger/dynamodb-looks.ts';
import { ChangingEnv } from '../ledger/ledgers.env.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { sfnTaskAnswer } from '../workflow/sfn-executions.ts';
import { decideReleaseRoute } from './decide-release.route.ts';
import { decideRelease } from './decide-release.ts';

const env = ChangingEnv.parse(process.env);
const documents = documentClient();
const counting = { limits: dynamoLimitStore(documents, env.WORK_TABLE) };
const ledger = ledgerOf(documents, env);
const look = dynamoLooks(documents, env, ledger.store, 'together');
const deps = {
  ...ledger,
  tasks: sfnTaskAnswer(new SFNClient({})),
  clock: systemClock,
  rulebook: loadRulebookFile(),
};
/** What one request reads is read at once. */
const looking = () => ({ ...deps, store: look() });

export const handler = apiHandler(
  answering(
    decideReleaseRoute,
    async ({ path, body, principal }) => ({
      status: 200,
      json: await decideRelease(requireDemandId(path('id')), body, principal, looking()),
    }),
    counting,
  ),
);
