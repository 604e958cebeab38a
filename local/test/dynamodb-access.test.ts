import { expect, test } from '@jest/globals';
import { dynamoAccess } from '../aws/dynamodb-access.ts';
import type { JsonObject } from '../template/json.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/Things';
const keysOf = () => ({ hash: 'pk', indexes: { byOwner: 'owner' } });
const Key = { pk: { S: 'a' }, sk: { S: '1' } };

const accessOf = (operation: string, input: JsonObject) => dynamoAccess(operation, input, keysOf);

test('a key names its partition', () => {
  expect(accessOf('GetItem', { TableName: 'Things', Key })).toEqual([
    { action: 'dynamodb:GetItem', resource: TABLE, context: { 'dynamodb:leadingkeys': ['a'] } },
  ]);
});

test('a projection names its attributes, by their real names and the first step of their paths', () => {
  const [access] = accessOf('GetItem', {
    TableName: 'Things',
    Key,
    ProjectionExpression: '#o, mail.subject, tags[0]',
    ExpressionAttributeNames: { '#o': 'owner' },
  });
  expect(access?.context['dynamodb:attributes']).toEqual(['owner', 'mail', 'tags', 'pk', 'sk']);
});

test('a query names the partition of its table, behind placeholders too', () => {
  const query = {
    TableName: 'Things',
    KeyConditionExpression: 'begins_with(sk, :s) AND #p=:p',
    ExpressionAttributeNames: { '#p': 'pk' },
    ExpressionAttributeValues: { ':p': { S: 'a' }, ':s': { S: 'x' } },
    Select: 'COUNT',
  };
  expect(accessOf('Query', query)).toEqual([
    {
      action: 'dynamodb:Query',
      resource: TABLE,
      context: { 'dynamodb:leadingkeys': ['a'], 'dynamodb:select': ['COUNT'] },
    },
  ]);
});

test('a filter without a projection does not make the attributes known', () => {
  const [access] = accessOf('Query', {
    TableName: 'Things',
    KeyConditionExpression: 'pk = :p',
    FilterExpression: 'size(body) > :n',
    ExpressionAttributeValues: { ':p': { S: 'a' }, ':n': { N: '1' } },
  });
  expect(access?.context).not.toHaveProperty('dynamodb:attributes');
});

test('an index is a resource of its own, with a partition key of its own', () => {
  const [access] = accessOf('Query', {
    TableName: 'Things',
    IndexName: 'byOwner',
    KeyConditionExpression: 'owner = :o',
    ExpressionAttributeValues: { ':o': { S: 'olga' } },
  });
  expect(access).toEqual({
    action: 'dynamodb:Query',
    resource: `${TABLE}/index/byOwner`,
    context: { 'dynamodb:leadingkeys': ['olga'] },
  });
});

test('a scan has no leading key', () => {
  expect(accessOf('Scan', { TableName: 'Things' })[0]?.context).toEqual({});
});

test('a batch has the keys of all its items', () => {
  const [access] = accessOf('BatchGetItem', {
    RequestItems: { Things: { Keys: [Key, { pk: { S: 'b' }, sk: { S: '1' } }], ProjectionExpression: 'pk' } },
  });
  expect(access?.context['dynamodb:leadingkeys']).toEqual(['a', 'b']);
});

test('each part of a transaction needs the right of its own operation', () => {
  const accesses = accessOf('TransactWriteItems', {
    TransactItems: [
      { Put: { TableName: 'Things', Item: { ...Key, owner: { S: 'olga' } } } },
      {
        ConditionCheck: {
          TableName: 'Things',
          Key: { pk: { S: 'b' }, sk: { S: '1' } },
          ConditionExpression: 'attribute_exists(pk)',
        },
      },
    ],
  });
  expect(accesses.map(({ action, context }) => [action, context['dynamodb:leadingkeys']])).toEqual([
    ['dynamodb:PutItem', ['a']],
    ['dynamodb:ConditionCheckItem', ['b']],
  ]);
  expect(accesses[0]?.context['dynamodb:enclosingoperation']).toEqual(['TransactWriteItems']);
});

test('a table may be named by its ARN', () => {
  expect(accessOf('GetItem', { TableName: TABLE, Key })[0]?.resource).toBe(TABLE);
});
