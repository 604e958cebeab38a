import { S3Client } from '@aws-sdk/client-s3';
import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { s3FrozenStore } from '../preservation/s3-frozen-store.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { deskClocks } from '../validity/decide/desk-clocks.ts';
import { secrecyTimes } from '../validity/decide/secrecy-times.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { Env } from './send-due.env.ts';
import { sendDue } from './send-due.ts';

const env = Env.parse(process.env);
const rulebook = loadRulebookFile();
const deps = {
  ...ledgersOf(documentClient(), env),
  frozen: s3FrozenStore(new S3Client({}), env.FROZEN_BUCKET),
  rulebook,
  times: secrecyTimes(rulebook),
  clocks: deskClocks(rulebook),
  clock: systemClock,
};

/** Runs on a schedule; the event says nothing. */
export const handler = () => sendDue(deps);
