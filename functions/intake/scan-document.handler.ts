import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { logError } from '../shared/logger.ts';
import { dynamoVerdictStore } from './dynamodb-verdict.store.ts';
import { lambdaScanner } from './lambda-scanner.ts';
import { s3DocumentLink } from './s3-document-link.ts';
import { Env } from './scan-document.env.ts';
import { ObjectCreated, scanDocument } from './scan-document.ts';

const env = Env.parse(process.env);
const deps = {
  scanner: lambdaScanner(new LambdaClient({}), env.SCANNER),
  verdicts: dynamoVerdictStore(documentClient(), env.WORK_TABLE),
  link: s3DocumentLink(new S3Client({}), env.DOCUMENTS_BUCKET),
  clock: systemClock,
};

/** Runs on each upload. What fails is tried again by Lambda, and then parked. */
export const handler = async (event: unknown): Promise<void> => {
  try {
    await scanDocument(ObjectCreated.parse(event), deps);
  } catch (error) {
    logError('DOCUMENT_NOT_SCANNED', error);
    throw error;
  }
};
