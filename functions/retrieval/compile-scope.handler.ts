import { Env } from '../ledger/demands.env.ts';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { compileScope } from './compile-scope.ts';

const env = Env.parse(process.env);
const deps = {
  store: dynamoDemandStore(documentClient(), env.DEMANDS_TABLE),
  dictionary: loadRulebookFile().dictionary,
  clock: systemClock,
};

export const handler = stepHandler(StepInput, (input) => compileScope(input, deps));
