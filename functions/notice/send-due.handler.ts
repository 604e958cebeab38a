import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { sendDue } from './send-due.ts';

const env = ServiceEnv.parse(process.env);
const deps = {
  ...ledgersOf(documentClient(), env),
  clock: systemClock,
};

/** Runs on a schedule; the event says nothing. */
export const handler = () => sendDue(deps);
