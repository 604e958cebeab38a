import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { dynamoAuthorityRegister } from '../authorities/dynamodb-authority-register.ts';
import { compartmentOf } from '../ledger/demand-id.ts';
import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLooks } from '../ledger/dynamodb-looks.ts';
import { lambdaTakeIn } from '../log/lambda-take-in.ts';
import { proofsIn } from '../log/proofs.ts';
import { s3LogFiles } from '../log/s3-log-files.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { deskClocks } from '../validity/decide/desk-clocks.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { Env } from './deliver.env.ts';
import { deliver } from './deliver.ts';

const env = Env.parse(process.env);
const [s3, lambda] = [new S3Client({}), new LambdaClient({})];
const logOf = (archive: string, runEpoch: string) => ({
  proofs: proofsIn(s3LogFiles(s3, archive)),
  takeIn: lambdaTakeIn(lambda, runEpoch),
});
const logs = {
  open: logOf(env.LOG_ARCHIVE, env.RUN_EPOCH),
  cleared: logOf(env.CLEARED_LOG_ARCHIVE, env.CLEARED_RUN_EPOCH),
};
const documents = documentClient();
const rulebook = loadRulebookFile();
const ledger = ledgersOf(documents, env);
const look = dynamoLooks(documents, env, ledger.store);
const deps = {
  ...ledger,
  authorities: dynamoAuthorityRegister(documents, env.AUTHORITIES_TABLE),
  dictionary: rulebook.dictionary,
  clocks: deskClocks(rulebook),
  log: (demandId: string) => logs[compartmentOf(demandId)],
  clock: systemClock,
};

export const handler = stepHandler(StepInput, (input) => deliver(input, { ...deps, store: look() }));
