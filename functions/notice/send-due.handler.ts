import { Env } from '../ledger/demands.env.ts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../ledger/dynamodb-due.store.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { sendDue } from './send-due.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const deps = {
  store: dynamoDemandStore(documents, env.DEMANDS_TABLE),
  dues: dynamoDueStore(documents, env.DEMANDS_TABLE),
  clock: systemClock,
};

/** Runs on a schedule; the event says nothing. */
export const handler = () => sendDue(deps);
