import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { dynamoAuthorityRegister } from '../authorities/dynamodb-authority-register.ts';
import { compartmentOf } from '../ledger/demand-id.ts';
import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLimitStore } from '../ledger/dynamodb-limit.store.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { CLEARED_PATH } from '../shared/cleared-route.ts';
import { systemClock } from '../shared/clock.ts';
import type { Demand } from '../shared/demand.schema.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { requireAuthority } from '../shared/principal.ts';
import { knownLaw } from '../validity/known-law.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { ordinaryStartsOf } from '../workflow/lane.env.ts';
import { sfnExecutionStarter } from '../workflow/sfn-executions.ts';
import { dynamoNonceStore } from './dynamodb-nonce.store.ts';
import { Env } from './file-demand.env.ts';
import { fileDemandRoute } from './file-demand.route.ts';
import { fileDemand } from './file-demand.ts';
import { s3DocumentStore } from './s3-document.store.ts';

const env = Env.parse(process.env);
const tables = documentClient();
const law = knownLaw(loadRulebookFile());
const counting = {
  limits: dynamoLimitStore(tables, env.WORK_TABLE),
  isEmergency: ({ body }: { body: Demand }) => law.seriesOf(body.instrument) === 'emergency',
};
const deps = {
  ...ledgersOf(tables, env),
  authorities: dynamoAuthorityRegister(tables, env.AUTHORITIES_TABLE),
  nonces: dynamoNonceStore(tables, env.WORK_TABLE),
  documents: s3DocumentStore(new S3Client({}), env.DOCUMENTS_BUCKET),
  executions: sfnExecutionStarter(new SFNClient({}), env.STATE_MACHINE_ARN),
  lane: { limits: counting.limits, ordinaryStarts: ordinaryStartsOf(env) },
  law,
  clock: systemClock,
};

export const handler = apiHandler(
  answering(
    fileDemandRoute,
    async (request) => {
      const { principal, body } = request;
      const { supersedes, pays, ...demand } = body;
      const authorityId = requireAuthority(principal);
      const signature = request.header('filing-signature');
      const filed = await fileDemand(
        {
          demand,
          supersedes,
          pays,
          signed: signature === undefined ? undefined : { signature, body: request.bodyBytes() },
          idempotencyKey: request.header('idempotency-key'),
          authorityId,
          subject: principal.subject,
          account: principal.account,
          session: principal.session,
        },
        deps,
      );
      const statusUrl = statusUrlOf(request.fullPath, filed.id);
      return { status: 202, json: { ...filed, statusUrl }, headers: { location: statusUrl } };
    },
    counting,
  ),
);

/** Where the demand is asked for: beside the path at which it was filed, or among those for cleared people. */
function statusUrlOf(fullPath: string, id: string): string {
  const demands = fullPath.replace(/\/+$/, '');
  const at =
    compartmentOf(id) === 'open' ? demands : demands.replace(/\/demands$/, `${CLEARED_PATH}/demands`);
  return `${at}/${id}`;
}
