import { Env } from '../ledger/demands.env.ts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { conclude } from '../preservation/conclude.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { StepInput } from '../workflow/step.schema.ts';

const env = Env.parse(process.env);
const deps = {
  store: dynamoDemandStore(documentClient(), env.DEMANDS_TABLE),
  clock: systemClock,
  dictionary: loadRulebookFile().dictionary,
};

export const handler = stepHandler(StepInput, (input) => conclude('send-elsewhere', input, deps));
