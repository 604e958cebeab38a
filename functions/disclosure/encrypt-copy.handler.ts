import { S3Client } from '@aws-sdk/client-s3';
import { ledgerOf } from '../ledger/dynamodb-ledgers.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { Env } from './encrypt-copy.env.ts';
import { CopyWanted, encryptCopy } from './encrypt-copy.ts';
import { s3PackageStore } from './s3-package-store.ts';
import { s3SealedBytes } from './s3-sealed-bytes.ts';

const env = Env.parse(process.env);
const s3 = new S3Client({});
const deps = {
  ...ledgerOf(documentClient(), env),
  packages: s3PackageStore(s3, env.DISCLOSURES_BUCKET),
  sealed: s3SealedBytes(s3, env.DISCLOSURES_BUCKET),
  clock: systemClock,
};

export const handler = stepHandler(CopyWanted, (input) => encryptCopy(input, deps));
