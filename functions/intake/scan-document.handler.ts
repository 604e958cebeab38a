import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { dynamoVerdictStore } from './dynamodb-verdict.store.ts';
import { lambdaScanner } from './lambda-scanner.ts';
import { s3DocumentLink } from './s3-document-link.ts';
import { ScanBatch, type ScanBatchResponse, scanBatch } from './scan-batch.ts';
import { Env } from './scan-document.env.ts';
import { ObjectCreated, scanDocument } from './scan-document.ts';

const env = Env.parse(process.env);
const deps = {
  scanner: lambdaScanner(new LambdaClient({}), env.SCANNER),
  verdicts: dynamoVerdictStore(documentClient(), env.WORK_TABLE),
  link: s3DocumentLink(new S3Client({}), env.DOCUMENTS_BUCKET),
  clock: systemClock,
};

/**
 * Runs on uploads, which a queue brings again while they fail. An event by itself is one that the rule of an earlier release sent
 * before the queue was there; Lambda tries it again.
 */
export const handler = async (event: unknown): Promise<ScanBatchResponse | undefined> => {
  const single = ObjectCreated.safeParse(event);
  if (!single.success) return scanBatch(ScanBatch.parse(event), deps);
  await scanDocument(single.data, deps);
  return undefined;
};
