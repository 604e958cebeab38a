import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { requireAuthority } from '../shared/principal.ts';
import { knownLaw } from '../validity/known-law.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { sfnExecutionStarter } from '../workflow/sfn-executions.ts';
import { dynamoFilingStore } from './dynamodb-filing.store.ts';
import { Env } from './file-demand.env.ts';
import { fileDemandRoute } from './file-demand.route.ts';
import { fileDemand } from './file-demand.ts';
import { s3DocumentStore } from './s3-document.store.ts';

const env = Env.parse(process.env);
const deps = {
  filings: dynamoFilingStore(documentClient(), env.DEMANDS_TABLE),
  documents: s3DocumentStore(new S3Client({}), env.DOCUMENTS_BUCKET),
  executions: sfnExecutionStarter(new SFNClient({}), env.STATE_MACHINE_ARN),
  law: knownLaw(loadRulebookFile()),
  clock: systemClock,
};

export const handler = apiHandler(
  answering(fileDemandRoute, async (request) => {
    const { principal, body: demand } = request;
    const authorityId = requireAuthority(principal);
    const filed = await fileDemand(
      { demand, idempotencyKey: request.header('idempotency-key'), authorityId, subject: principal.subject },
      deps,
    );
    const statusUrl = `${request.fullPath.replace(/\/+$/, '')}/${filed.id}`;
    return { status: 202, json: { ...filed, statusUrl }, headers: { location: statusUrl } };
  }),
);
