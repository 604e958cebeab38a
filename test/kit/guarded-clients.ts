import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Access } from '../../functions/retrieval/access.ts';
import type { Clients } from '../../functions/retrieval/connector.ts';
import { compileSessionPolicy, type SessionPlace } from '../../functions/retrieval/session-policy.ts';
import { evaluate } from '../../local/iam/evaluate.ts';
import { parsePolicy } from '../../local/iam/statement.ts';

export const PLACE: SessionPlace = {
  roleArn: 'arn:aws:iam::000000000000:role/retrieval',
  demandId: 'd-0001',
  frozen: { bucket: 'frozen', prefixes: [] },
  written: { bucket: 'harvest', prefix: 'd-0001/1/0/' },
};

const Input = z.object({
  TableName: z.string(),
  Key: z.optional(z.record(z.string(), z.unknown())),
  KeyConditionExpression: z.optional(z.string()),
  FilterExpression: z.optional(z.string()),
  ProjectionExpression: z.optional(z.string()),
  ExpressionAttributeNames: z.optional(z.record(z.string(), z.string())),
  ExpressionAttributeValues: z.optional(z.record(z.string(), z.unknown())),
  Select: z.optional(z.string()),
});

/** Clients that answer only what the session policy of an account's grant allows, as AWS would. */
export function guardedClients(clients: Clients, account: string, access: Access): Clients {
  const statements = parsePolicy(JSON.parse(JSON.stringify(compileSessionPolicy(account, access, PLACE))));
  const require = (action: string, resource: string, context: Record<string, string[]>) => {
    if (evaluate(statements, { action, resource, context }) !== 'allowed')
      throw Object.assign(new Error(`not authorized to perform ${action}`), {
        name: 'AccessDeniedException',
      });
  };
  const send = async (command: { constructor: { name: string }; input: unknown }) => {
    const action = `dynamodb:${command.constructor.name.replace('Get', 'GetItem').replace('Command', '')}`;
    const input = Input.parse(command.input);
    require(action, `arn:aws:dynamodb:us-east-1:000000000000:table/${input.TableName}`, contextOf(input));
    return Reflect.apply(clients.documents.send, clients.documents, [command]);
  };
  return {
    documents: new Proxy(clients.documents, {
      get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)),
    }) satisfies DynamoDBDocumentClient,
    bucket: (name) => ({
      read: async (key) => {
        require('s3:GetObject', `arn:aws:s3:::${name}/${key}`, {});
        return clients.bucket(name).read(key);
      },
      stamp: async (key) => {
        require('s3:GetObject', `arn:aws:s3:::${name}/${key}`, {});
        const bucket = clients.bucket(name);
        if (!bucket.stamp) throw new Error('a bucket without marks');
        return bucket.stamp(key);
      },
    }),
    secret: (arn) => {
      require('secretsmanager:GetSecretValue', arn, {});
      return clients.secret(arn);
    },
  };
}

function contextOf(input: z.infer<typeof Input>): Record<string, string[]> {
  const {
    KeyConditionExpression: condition,
    FilterExpression: filter,
    ProjectionExpression: projection,
  } = input;
  const names = [condition, filter, projection].flatMap((one) => one?.match(/#\w+/g) ?? []);
  const attributes = [
    ...Object.keys(input.Key ?? {}),
    ...names.map((name) => input.ExpressionAttributeNames?.[name] ?? name),
  ];
  const placeholder = /=\s*(:\w+)/.exec(condition ?? '')?.[1] ?? '';
  const leading = input.Key ? Object.values(input.Key)[0] : input.ExpressionAttributeValues?.[placeholder];
  return {
    ...(leading === undefined ? {} : { 'dynamodb:leadingkeys': [String(leading)] }),
    // Without a projection the request names no attributes, and asks for all.
    ...(projection === undefined ? {} : { 'dynamodb:attributes': [...new Set(attributes)] }),
    ...(input.Select === undefined ? {} : { 'dynamodb:select': [input.Select] }),
  };
}
