import { SFNClient } from '@aws-sdk/client-sfn';
import { requireDemandId } from '../ledger/demand-id.ts';
import { ledgerOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLimitStore } from '../ledger/dynamodb-limit.store.ts';
import { dynamoLooks } from '../ledger/dynamodb-looks.ts';
import { ChangingEnv } from '../ledger/ledgers.env.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { deskClocks } from '../validity/decide/desk-clocks.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { sfnTaskAnswer } from '../workflow/sfn-executions.ts';
import { afterwardsRoute } from './afterwards.route.ts';
import { bulkRoute } from './bulk.route.ts';
import { actOnMany } from './bulk.ts';
import { claimRoute } from './claim.route.ts';
import { claimDemand } from './claim.ts';
import { consultRoute } from './consult.route.ts';
import { consult } from './consult.ts';
import { decideReviewRoute } from './decide-review.route.ts';
import { decideReview } from './decide-review.ts';
import { lookBack } from './look-back.ts';
import { noteRoute } from './note.route.ts';
import { addNote } from './note.ts';
import { resumeRoute } from './resume.route.ts';
import { resumeDemand } from './resume.ts';
import { waiveDebt } from './waive-debt.ts';

const env = ChangingEnv.parse(process.env);
const documents = documentClient();
const counting = { limits: dynamoLimitStore(documents, env.WORK_TABLE) };
const rulebook = loadRulebookFile();
const ledger = ledgerOf(documents, env);
const look = dynamoLooks(documents, env, ledger.store, 'together');
const deps = {
  ...ledger,
  tasks: sfnTaskAnswer(new SFNClient({})),
  clock: systemClock,
  rulebook,
  clocks: deskClocks(rulebook),
};
/** What one request reads is read at once. */
const looking = () => ({ ...deps, store: look() });

export const handler = apiHandler(
  answering(
    decideReviewRoute,
    async ({ path, body, principal }) => ({
      status: 200,
      json: await decideReview(requireDemandId(path('id')), body, principal, looking()),
    }),
    counting,
  ),
  answering(
    consultRoute,
    async ({ path, body, principal }) => ({
      status: 200,
      json: await consult(requireDemandId(path('id')), body, principal, looking()),
    }),
    counting,
  ),
  answering(
    resumeRoute,
    async ({ path, body, principal }) => ({
      status: 200,
      json: await resumeDemand(requireDemandId(path('id')), body, principal, looking()),
    }),
    counting,
  ),
  answering(
    claimRoute,
    async ({ path, body, principal }) => ({
      status: 200,
      json: await claimDemand(requireDemandId(path('id')), body, principal, looking()),
    }),
    counting,
  ),
  answering(
    bulkRoute,
    async ({ body, principal, trace }) => ({
      status: 200,
      json: await actOnMany(body, principal, { ...looking(), trace }),
    }),
    counting,
  ),
  answering(
    noteRoute,
    async ({ path, body, principal }) => ({
      status: 200,
      json: await addNote(requireDemandId(path('id')), body, principal, looking()),
    }),
    counting,
  ),
  answering(
    afterwardsRoute,
    async ({ path, body, principal }) => {
      const id = requireDemandId(path('id'));
      return {
        status: 200,
        json:
          'lookBack' in body
            ? await lookBack(id, body.lookBack, principal, looking())
            : await waiveDebt(id, body.waive, principal, looking()),
      };
    },
    counting,
  ),
);
