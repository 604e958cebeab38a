import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { CredentialStore } from '../../local/aws/credentials.ts';
import { InputError, readJsonInput } from '../input-file.ts';
import { assembled } from './assembled.ts';
import type { Denial } from './denials.ts';
import { type Client, grantSession } from './grant-session.ts';
import { verdictOf } from './outcome.ts';
import type { Place } from './place.ts';
import { type Deployed, functionOf } from './world.ts';

const Description = z.object({ awsEndpoint: z.string(), region: z.string(), assembly: z.string() });

/** The laptop that runs with a state, asked over the wire with the credentials that its functions have. */
export function openLaptop(state: string): Place {
  const file = join(state, 'laptop.json');
  if (!existsSync(file)) throw new InputError(`No laptop runs with ${state}: there is no ${file}.`);
  const said = Description.safeParse(readJsonInput(file));
  if (!said.success) throw new InputError(`${file}: it is not what a laptop says of itself.`);
  const { awsEndpoint, region, assembly } = said.data;
  const { world, isAllowed } = assembled(assembly);
  const store = new CredentialStore(join(state, 'credentials.secret'));
  const clientOf = ({ roleArn, name }: Deployed): Client => ({
    endpoint: awsEndpoint,
    region,
    forcePathStyle: true,
    credentials: store.forRole(roleArn, name),
  });
  return {
    world,
    allowed: async (fn, denials) => {
      const clients = clientsOf(clientOf(fn));
      try {
        const came: boolean[] = [];
        for (const denial of denials) {
          const send = SENT[denial.action];
          came.push(
            send ? (await verdictOf(() => send(clients, denial))) === 'allowed' : isAllowed(fn, denial),
          );
        }
        return came;
      } finally {
        for (const client of Object.values(clients)) client.destroy();
      }
    },
    how: ({ action }) => (SENT[action] ? 'sent' : 'simulated'),
    openSession: () => {
      const broker = functionOf(world, 'retrieval/open-session');
      return grantSession(world, broker.variables.RETRIEVAL_ROLE_ARN ?? '', clientOf(broker));
    },
    close: () => undefined,
  };
}

const clientsOf = (client: Client) => ({
  documents: DynamoDBDocumentClient.from(new DynamoDBClient(client)),
  s3: new S3Client(client),
  sts: new STSClient(client),
  kms: new KMSClient(client),
  lambda: new LambdaClient(client),
  states: new SFNClient(client),
});
type Clients = ReturnType<typeof clientsOf>;
type Send = (clients: Clients, denial: Denial) => Promise<unknown>;

/** True of nothing that is stored, so that what should have been denied and is not changes nothing either. */
const NEVER = { ConditionExpression: 'attribute_exists(neverThere)' };
const tableOf = ({ resource }: Denial) => resource.split('table/')[1] ?? '';

/** The key that a request names, as its context says it. */
function keyOf({ context, what }: Denial): { hash: string; key: Record<string, string> } {
  const [value = ''] = context['dynamodb:leadingkeys'] ?? [];
  if (what.endsWith('demands')) return { hash: 'pk', key: { pk: value, sk: 'demand' } };
  if (/ (what demands add|the editions|what was tried \(\w+\))$/.test(what))
    return { hash: 'pk', key: { pk: value, sk: 'none' } };
  if (what.endsWith('directory')) return { hash: 'identifier', key: { identifier: value, since: '2026' } };
  return { hash: 'account', key: { account: value, entry: '2026' } };
}

/** Puts the object of a denial into its parts. */
function objectOf({ resource }: Denial): { Bucket: string; Key: string } {
  const [bucket = '', ...key] = resource.split(':::')[1]?.split('/') ?? [];
  return { Bucket: bucket, Key: key.join('/') };
}

/** How those requests are sent that the laptop plays. Of the others its policies say what came of them. */
const SENT: Readonly<Record<string, Send>> = {
  'dynamodb:GetItem': ({ documents }, denial) =>
    documents.send(new GetCommand({ TableName: tableOf(denial), Key: keyOf(denial).key })),
  'dynamodb:Query': ({ documents }, denial) => {
    const { hash, key } = keyOf(denial);
    return documents.send(
      new QueryCommand({
        TableName: tableOf(denial),
        KeyConditionExpression: '#hash = :value',
        ExpressionAttributeNames: { '#hash': hash },
        ExpressionAttributeValues: { ':value': key[hash] },
        Limit: 1,
      }),
    );
  },
  'dynamodb:Scan': ({ documents }, denial) =>
    documents.send(new ScanCommand({ TableName: tableOf(denial), Limit: 1 })),
  'dynamodb:PutItem': ({ documents }, denial) =>
    documents.send(new PutCommand({ TableName: tableOf(denial), Item: keyOf(denial).key, ...NEVER })),
  'dynamodb:UpdateItem': ({ documents }, denial) =>
    documents.send(
      new UpdateCommand({
        TableName: tableOf(denial),
        Key: keyOf(denial).key,
        UpdateExpression: 'REMOVE neverThere',
        ...NEVER,
      }),
    ),
  'dynamodb:DeleteItem': ({ documents }, denial) =>
    documents.send(new DeleteCommand({ TableName: tableOf(denial), Key: keyOf(denial).key, ...NEVER })),
  's3:GetObject': ({ s3 }, denial) => s3.send(new GetObjectCommand(objectOf(denial))),
  // It replaces what has that hash, and nothing has.
  's3:PutObject': ({ s3 }, denial) =>
    s3.send(new PutObjectCommand({ ...objectOf(denial), Body: 'prove', IfMatch: '"0"' })),
  's3:DeleteObject': ({ s3 }, denial) => s3.send(new DeleteObjectCommand(objectOf(denial))),
  'sts:AssumeRole': ({ sts }, { resource }) =>
    sts.send(
      new AssumeRoleCommand({
        RoleArn: resource,
        RoleSessionName: 'd-0001-1-0',
        SourceIdentity: 'd-0001',
        Tags: ['account', 'demandId', 'round', 'grant'].map((name) => ({ Key: name, Value: '1' })),
      }),
    ),
  'kms:Sign': ({ kms }, { resource }) =>
    kms.send(
      new SignCommand({
        KeyId: resource,
        Message: new Uint8Array(32),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'ECDSA_SHA_256',
      }),
    ),
  // Nothing that any function takes.
  'lambda:InvokeFunction': ({ lambda }, { resource }) =>
    lambda.send(new InvokeCommand({ FunctionName: resource, Payload: '"prove"' })),
  'states:StartExecution': ({ states }, { resource }) =>
    states.send(new StartExecutionCommand({ stateMachineArn: resource, name: 'prove', input: '"prove"' })),
};
