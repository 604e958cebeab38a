import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { conclude } from '../preservation/conclude.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { deskClocks } from '../validity/decide/desk-clocks.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { StepInput } from '../workflow/step.schema.ts';

const env = ServiceEnv.parse(process.env);
const rulebook = loadRulebookFile();
const deps = {
  ...ledgersOf(documentClient(), env),
  clock: systemClock,
  dictionary: rulebook.dictionary,
  clocks: deskClocks(rulebook),
};

export const handler = stepHandler(StepInput, (input) => conclude('refuse', input, deps));
