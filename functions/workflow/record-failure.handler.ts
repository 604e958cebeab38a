import { Env } from '../ledger/demands.env.ts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { FailureInput, recordFailure } from './record-failure.ts';

const env = Env.parse(process.env);
const deps = { store: dynamoDemandStore(documentClient(), env.DEMANDS_TABLE), clock: systemClock };

export const handler = stepHandler(FailureInput, (input) => recordFailure(input, deps));
