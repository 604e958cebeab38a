import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoAccountDirectory } from '../provider/dynamodb-account-directory.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { Env } from './check-validity.env.ts';
import { checkValidity } from './check-validity.ts';
import { loadRulebookFile } from './rulebook-file.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const deps = {
  ...ledgersOf(documents, env),
  directory: dynamoAccountDirectory(documents, env.DIRECTORY_TABLE),
  rulebook: loadRulebookFile(),
  clock: systemClock,
  ...(env.ESTABLISHMENT === '' ? {} : { establishment: env.ESTABLISHMENT }),
};

export const handler = stepHandler(StepInput, (input) => checkValidity(input, deps));
