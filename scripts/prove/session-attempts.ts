import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Outcome, type Verdict, verdictOf } from './outcome.ts';

/** Clients of one grant's session, and where it stands. */
export type Session = {
  documents: DynamoDBDocumentClient;
  s3: S3Client;
  sts: STSClient;
  /** Of a service whose table is keyed by account and entry, whose records carry bytes. */
  table: string;
  /** A table of another service. */
  otherTable: string;
  bucket: string;
  attributes: readonly string[];
  account: string;
  harvest: string;
  prefix: string;
  roleArn: string;
};

const OTHER = 'prove-another-account';

/** What a session may do, so that nothing is denied for being misspelt; and what it must not. */
export function sessionAttempts(session: Session): (() => Promise<Outcome>)[] {
  const { documents, s3, sts, table, otherTable, bucket, account, harvest, prefix, roleArn } = session;
  const names = Object.fromEntries(session.attributes.map((name, index) => [`#a${index}`, name]));
  const projection = session.attributes.map((_, index) => `#a${index}`).join(', ');
  type Query = {
    of?: string;
    from?: string;
    named?: boolean;
    select?: 'SPECIFIC_ATTRIBUTES' | 'ALL_ATTRIBUTES' | 'COUNT';
    more?: string;
  };
  const query = ({ of = account, from = table, named = true, select, more }: Query) =>
    documents.send(
      new QueryCommand({
        TableName: from,
        KeyConditionExpression: '#account = :account',
        ExpressionAttributeNames: {
          '#account': 'account',
          ...(named ? names : {}),
          ...(more ? { '#more': more } : {}),
        },
        ExpressionAttributeValues: { ':account': of },
        ...(named ? { ProjectionExpression: more ? `${projection}, #more` : projection } : {}),
        ...(select ? { Select: select } : {}),
      }),
    );
  const whole = 'SPECIFIC_ATTRIBUTES' as const;
  const put = (key: string, creates: boolean) =>
    s3.send(
      new PutObjectCommand({
        Bucket: harvest,
        Key: key,
        Body: 'prove',
        ...(creates ? { IfNoneMatch: '*' } : {}),
      }),
    );
  const own = `${prefix}blobs/prove`;
  const attempts: [string, Verdict, () => Promise<unknown>][] = [
    ['query of its account, with attributes and Select', 'allowed', () => query({ select: whole })],
    ['query without Select', 'denied', () => query({})],
    ['query without attributes', 'denied', () => query({ named: false })],
    ['query for all attributes', 'denied', () => query({ named: false, select: 'ALL_ATTRIBUTES' })],
    ['query for a count', 'denied', () => query({ named: false, select: 'COUNT' })],
    ['query for an attribute more', 'denied', () => query({ select: whole, more: 'subject' })],
    ['query of another account', 'denied', () => query({ of: OTHER, select: whole })],
    ['query of another service’s table', 'denied', () => query({ from: otherTable, select: whole })],
    [
      'get of an item',
      'denied',
      () =>
        documents.send(
          new GetCommand({
            TableName: table,
            Key: { account, entry: 'prove' },
            ProjectionExpression: projection,
            ExpressionAttributeNames: names,
          }),
        ),
    ],
    ['scan', 'denied', () => documents.send(new ScanCommand({ TableName: table, Limit: 1 }))],
    [
      'put of an item',
      'denied',
      () =>
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { account, entry: 'prove' },
            ConditionExpression: 'attribute_exists(neverThere)',
          }),
        ),
    ],
    [
      'object of another account',
      'denied',
      () => s3.send(new GetObjectCommand({ Bucket: bucket, Key: `${OTHER}/prove` })),
    ],
    ['creation in its own harvest', 'allowed', () => put(own, true)],
    ['writing over its own harvest', 'denied', () => put(own, false)],
    [
      'creation in the harvest of another grant',
      'denied',
      () => put(own.replace(prefix, prefix.replace(/\d+\/$/, '9999/')), true),
    ],
    ['reading its own harvest', 'denied', () => s3.send(new GetObjectCommand({ Bucket: harvest, Key: own }))],
    [
      'another session',
      'denied',
      () =>
        sts.send(
          new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'prove', SourceIdentity: 'prove' }),
        ),
    ],
  ];
  return attempts.map(([tried, expected, send]) => async () => ({
    tried,
    as: 'a session of a grant',
    expected,
    came: await verdictOf(send),
    how: 'sent',
  }));
}
