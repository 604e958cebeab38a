import { dynamoAuthorityRegister } from '../authorities/dynamodb-authority-register.ts';
import { compartmentOf } from '../ledger/demand-id.ts';
import { dynamoFilingHistory } from '../ledger/dynamodb-filing-history.ts';
import { recordedStores } from '../ledger/dynamodb-recorded.store.ts';
import { dynamoAccountDirectory } from '../provider/dynamodb-account-directory.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { Env } from './check-validity.env.ts';
import { checkValidity } from './check-validity.ts';
import { markFinder } from './find-marks.ts';
import { loadRulebookFile } from './rulebook-file.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const rulebook = loadRulebookFile();
const histories = {
  open: dynamoFilingHistory(documents, env.DEMANDS_TABLE),
  cleared: dynamoFilingHistory(documents, env.CLEARED_DEMANDS_TABLE),
};
const deps = {
  store: recordedStores(documents, env),
  directory: dynamoAccountDirectory(documents, env.DIRECTORY_TABLE),
  rulebook,
  marks: markFinder({
    authorities: dynamoAuthorityRegister(documents, env.AUTHORITIES_TABLE),
    history: { before: (record) => histories[compartmentOf(record.id)].before(record) },
    law: rulebook.general['fraud-signals'],
  }),
  clock: systemClock,
  ...(env.ESTABLISHMENT === '' ? {} : { establishment: env.ESTABLISHMENT }),
};

export const handler = stepHandler(StepInput, (input) => checkValidity(input, deps));
