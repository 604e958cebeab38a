import * as z from 'zod/mini';
import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { deskClocks } from '../validity/decide/desk-clocks.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { FailureInput, FreezeFailureInput, recordFailure, recordFreezeFailure } from './record-failure.ts';

const env = ServiceEnv.parse(process.env);
const deps = {
  ...ledgersOf(documentClient(), env),
  clocks: deskClocks(loadRulebookFile()),
  clock: systemClock,
};

export const handler = stepHandler(z.union([FreezeFailureInput, FailureInput]), (input) =>
  'freeze' in input ? recordFreezeFailure(input, deps) : recordFailure(input, deps),
);
