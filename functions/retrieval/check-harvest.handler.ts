import { S3Client } from '@aws-sdk/client-s3';
import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLooks } from '../ledger/dynamodb-looks.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { Env } from './check-harvest.env.ts';
import { checkHarvest } from './check-harvest.ts';
import { CHECK_LIMITS } from './part-of-check.ts';
import { s3ObjectReader } from './s3-object-store.ts';

const env = Env.parse(process.env);
const s3 = new S3Client({});
const documents = documentClient();
const ledger = ledgersOf(documents, env);
const look = dynamoLooks(documents, env, ledger.store);
const deps = {
  ...ledger,
  harvest: s3ObjectReader(s3, env.HARVEST_BUCKET),
  frozen: s3ObjectReader(s3, env.FROZEN_BUCKET),
  dictionary: loadRulebookFile().dictionary,
  limits: CHECK_LIMITS,
  clock: systemClock,
};

export const handler = stepHandler(StepInput, (input) => checkHarvest(input, { ...deps, store: look() }));
