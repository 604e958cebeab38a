import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLooks } from '../ledger/dynamodb-looks.ts';
import { s3ObjectReader, s3ObjectWriter } from '../retrieval/s3-object-store.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { packageDocuments } from './documents/documents.ts';
import { loadFont } from './documents/load-font.ts';
import { kmsSigner } from './kms-signer.ts';
import { PART_LIMITS } from './pack-files.ts';
import { s3PackageStore } from './s3-package-store.ts';
import { Env } from './seal.env.ts';
import { seal } from './seal.ts';

const env = Env.parse(process.env);
const s3 = new S3Client({});
const bucket = env.HARVEST_BUCKET;
const documents = documentClient();
const ledger = ledgersOf(documents, env);
const look = dynamoLooks(documents, env, ledger.store, 'together');
const deps = {
  ...ledger,
  harvest: s3ObjectReader(s3, bucket),
  frozen: s3ObjectReader(s3, env.FROZEN_BUCKET),
  lists: { ...s3ObjectReader(s3, bucket), ...s3ObjectWriter(s3, bucket) },
  limits: PART_LIMITS,
  packages: s3PackageStore(s3, env.DISCLOSURES_BUCKET),
  signer: kmsSigner(new KMSClient({}), env.SIGNING_KEY_ID),
  provider: { name: env.PROVIDER_NAME, address: env.PROVIDER_ADDRESS, contact: env.PROVIDER_CONTACT },
  version: env.SOFTWARE_VERSION,
  documents: packageDocuments(loadRulebookFile(), loadFont()),
  clock: systemClock,
};

export const handler = stepHandler(StepInput, (input) => seal(input, { ...deps, store: look() }));
