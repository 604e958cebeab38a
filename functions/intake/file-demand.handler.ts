import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { apiHandler, json } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { Demand } from '../shared/demand.schema.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { readJsonBody } from '../shared/json-body.ts';
import { requireAuthority, requireRole } from '../shared/principal.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { sfnExecutionStarter } from '../workflow/sfn-execution.starter.ts';
import { dynamoFilingStore } from './dynamodb-filing.store.ts';
import { Env } from './file-demand.env.ts';
import { fileDemand } from './file-demand.ts';
import { knownLaw } from './known-law.ts';
import { s3DocumentStore } from './s3-document.store.ts';

const env = Env.parse(process.env);
const deps = {
  filings: dynamoFilingStore(documentClient(), env.DEMANDS_TABLE),
  documents: s3DocumentStore(new S3Client({}), env.DOCUMENTS_BUCKET),
  executions: sfnExecutionStarter(new SFNClient({}), env.STATE_MACHINE_ARN),
  law: knownLaw(loadRulebookFile()),
  clock: systemClock,
};

export const handler = apiHandler(async (request) => {
  const principal = request.principal();
  requireRole(principal, 'agent');
  const authorityId = requireAuthority(principal);
  const demand = readJsonBody(request, Demand);
  const filed = await fileDemand(
    { demand, idempotencyKey: request.header('idempotency-key'), authorityId, subject: principal.subject },
    deps,
  );
  const statusUrl = `${request.fullPath.replace(/\/+$/, '')}/${filed.id}`;
  return json(202, { ...filed, statusUrl }, { location: statusUrl });
});
