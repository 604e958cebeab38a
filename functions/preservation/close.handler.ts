import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { deskClocks } from '../validity/decide/desk-clocks.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { closeDemand } from '../workflow/close.ts';
import { StepInput } from '../workflow/step.schema.ts';

const env = ServiceEnv.parse(process.env);
const deps = {
  ...ledgersOf(documentClient(), env),
  clock: systemClock,
  clocks: deskClocks(loadRulebookFile()),
};

export const handler = stepHandler(StepInput, (input) => closeDemand(input, deps));
