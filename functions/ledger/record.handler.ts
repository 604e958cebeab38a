import type { Context } from 'aws-lambda';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { WriteRefused } from '../shared/faults.ts';
import { logError } from '../shared/logger.ts';
import { namedFault } from '../shared/named-fault.ts';
import { dynamoDemandStore } from './dynamodb-demand.store.ts';
import { dynamoDueStore } from './dynamodb-due.store.ts';
import { dynamoFilingStore } from './dynamodb-filing.store.ts';
import { lastWritten } from './last-written.ts';
import { Env } from './record.env.ts';
import { RecordRequest } from './record.schema.ts';
import { record } from './record.ts';
import { isWriter, type WriterName } from './writers.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const deps = {
  store: dynamoDemandStore(documents, env.DEMANDS_TABLE, env.WORK_TABLE),
  filings: dynamoFilingStore(documents, { demands: env.DEMANDS_TABLE, work: env.WORK_TABLE }),
  dues: dynamoDueStore(documents, env.DEMANDS_TABLE),
  clock: systemClock,
  last: lastWritten(),
};

export const handler = async (event: unknown, context: Context) => {
  try {
    return await record(RecordRequest.parse(event), writerOf(context.invokedFunctionArn), deps);
  } catch (error) {
    logError('RECORD_REFUSED', error);
    throw namedFault(error);
  }
};

/** Who asks is the alias by which it could ask, never what it says of itself. */
function writerOf(invokedFunctionArn: string): WriterName {
  const alias = invokedFunctionArn.split(':')[7] ?? '';
  if (!isWriter(alias)) throw new WriteRefused('asked by no alias of a writer');
  return alias;
}
