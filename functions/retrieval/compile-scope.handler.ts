import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLooks } from '../ledger/dynamodb-looks.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { FreezeInput, StepInput } from '../workflow/step.schema.ts';
import { compileFreeze } from './compile-freeze.ts';
import { Env } from './compile-scope.env.ts';
import { compileScope } from './compile-scope.ts';
import { s3FrozenIndex } from './s3-frozen-index.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const ledger = ledgersOf(documents, env);
const look = dynamoLooks(documents, env, ledger.store);
const deps = {
  ...ledger,
  dictionary: loadRulebookFile().dictionary,
  frozen: s3FrozenIndex(new S3Client({}), env.FROZEN_BUCKET),
  clock: systemClock,
};

export const handler = stepHandler(z.union([FreezeInput, StepInput]), (input) => {
  const looking = { ...deps, store: look() };
  return 'freeze' in input ? compileFreeze(input, looking) : compileScope(input, looking);
});
