import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { LogForked } from '../shared/faults.ts';
import { logError } from '../shared/logger.ts';
import { namedFault } from '../shared/named-fault.ts';
import { dynamoPendingStore } from './dynamodb-pending.store.ts';
import { kmsLogSigner } from './kms-log-signer.ts';
import { Env } from './run-epoch.env.ts';
import { runEpoch } from './run-epoch.ts';
import { s3LogFiles } from './s3-log-files.ts';

const env = Env.parse(process.env);
const s3 = new S3Client({});
const deps = {
  origin: env.LOG_ORIGIN,
  pending: dynamoPendingStore(documentClient(), env.WORK_TABLE),
  archive: s3LogFiles(s3, env.ARCHIVE_BUCKET),
  published: s3LogFiles(s3, env.LOG_BUCKET),
  signer: kmsLogSigner(new KMSClient({}), env.LOG_KEY_ID),
  clock: systemClock,
};

/** Runs on a schedule, and at once when somebody needs a proof; the event says which. */
export const handler = async (event: unknown) => {
  try {
    const run = await runEpoch(deps);
    // What nobody of ours wrote must ring, and must not keep anyone from a proof.
    if (run.refused > 0 && Object(event).scheduled === true)
      throw new LogForked('things wait for the log that are no entries');
    return run;
  } catch (error) {
    logError('EPOCH_FAILED', error);
    throw namedFault(error);
  }
};
