import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { FailureInput, recordFailure } from './record-failure.ts';

const env = ServiceEnv.parse(process.env);
const deps = { ...ledgersOf(documentClient(), env), clock: systemClock };

export const handler = stepHandler(FailureInput, (input) => recordFailure(input, deps));
