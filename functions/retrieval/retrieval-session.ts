import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { InconsistentState } from '../shared/faults.ts';
import type { Session } from './broker.ts';
import type { Clients } from './connector.ts';
import type { ObjectReader, ObjectWriter } from './object-store.ts';
import { s3ObjectReader, s3ObjectWriter } from './s3-object-store.ts';

/** What one grant may reach, what was frozen of it, and where what is found may be written, until it is closed. */
export type RetrievalSession = {
  clients: Clients;
  frozen: ObjectReader;
  written: ObjectWriter;
  close(): void;
};
type Buckets = { harvest: string; frozen: string };
export type UseSession = (session: Session, written: keyof Buckets) => RetrievalSession;

/** Clients that have the credentials of one grant's session, and no others. */
export const retrievalSession =
  (buckets: Buckets): UseSession =>
  ({ credentials, secrets = {}, elsewhere }, written) => {
    const known = new Map(Object.entries(secrets));
    const s3 = new S3Client({ credentials });
    // Tables and buckets may stand where another role reads them; what is found is kept here in any case.
    const dynamodb = new DynamoDBClient(elsewhere ?? { credentials });
    const read = elsewhere ? new S3Client(elsewhere) : s3;
    return {
      clients: {
        documents: DynamoDBDocumentClient.from(dynamodb, { unmarshallOptions: { wrapNumbers: numberOf } }),
        bucket: (name) => s3ObjectReader(read, name),
        secret: (arn) => secretIn(known, arn),
      },
      frozen: s3ObjectReader(s3, buckets.frozen),
      written: s3ObjectWriter(s3, buckets[written]),
      close: () => {
        s3.destroy();
        read.destroy();
        dynamodb.destroy();
        known.clear();
      },
    };
  };

/** @throws InconsistentState for one that the grant does not need: access.ts says which it does */
function secretIn(secrets: ReadonlyMap<string, string>, arn: string): string {
  const secret = secrets.get(arn);
  if (secret === undefined) throw new InconsistentState('a secret that the grant does not need');
  return secret;
}

/** DynamoDB's numbers have 38 digits; one that JavaScript would round, or refuse with its whole page, stays text. */
const numberOf = (text: string) => (text.replaceAll(/[-.]/g, '').length <= 15 ? Number(text) : text);
