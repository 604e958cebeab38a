import type { RequestContext } from '../iam/conditions.ts';
import type { AccessRequest } from '../iam/evaluate.ts';
import {
  asArray,
  asObject,
  asString,
  isObject,
  type Json,
  type JsonObject,
  optional,
  strings,
} from '../template/json.ts';
import { arn } from '../template/pseudo-parameters.ts';

/** The partition key of a table and of each of its indexes: what dynamodb:LeadingKeys is about. */
export type TableKeys = {
  readonly hash: string;
  readonly indexes: Readonly<Record<string, string>>;
};

export type KeysOf = (tableName: string) => TableKeys | undefined;

/** One table's share of a request, whatever shape the operation gives it. */
type Touch = {
  readonly action: string;
  readonly table: string;
  readonly index?: string | undefined;
  /** Items or keys by which the request names its items. */
  readonly items: readonly JsonObject[];
  /** Where expressions and their names stand. */
  readonly source: JsonObject;
  readonly reads: boolean;
  readonly enclosing?: string;
};

const WORDS = new Set(
  'set remove add delete and or not between in if_not_exists list_append attribute_exists attribute_not_exists attribute_type begins_with contains size'.split(
    ' ',
  ),
);

const tableName = (value: Json | undefined): string => {
  const name = asString(value, 'TableName');
  return name.startsWith('arn:') ? (name.split('table/')[1]?.split('/')[0] ?? name) : name;
};

const scalar = (value: Json | undefined): string | undefined =>
  isObject(value) ? optional(value.S ?? value.N ?? value.B, 'key', asString) : undefined;

/** Attribute names at the top of every path of an expression, with `#names` looked up. */
function attributesIn(expression: Json | undefined, source: JsonObject): string[] {
  if (typeof expression !== 'string') return [];
  const names = isObject(source.ExpressionAttributeNames) ? source.ExpressionAttributeNames : {};
  const tokens = expression.match(/[:#.]?[A-Za-z_]\w*|[:#.]\w+/g) ?? [];
  return tokens
    .filter((token) => !token.startsWith(':') && !token.startsWith('.') && !WORDS.has(token.toLowerCase()))
    .map((token) => (token.startsWith('#') ? String(names[token] ?? token) : token));
}

/** The value that a key condition pins the partition key to; undefined when it pins it to none. */
function pinnedKey(source: JsonObject, hash: string): string | undefined {
  const values = isObject(source.ExpressionAttributeValues) ? source.ExpressionAttributeValues : {};
  const names = isObject(source.ExpressionAttributeNames) ? source.ExpressionAttributeNames : {};
  const condition = source.KeyConditionExpression;
  if (typeof condition === 'string') {
    for (const [, name = '', value = ''] of condition.matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g)) {
      if ((name.startsWith('#') ? names[name] : name) === hash) return scalar(values[value]);
    }
  }
  const legacy = source.KeyConditions;
  const test = isObject(legacy) ? legacy[hash] : undefined;
  if (isObject(test) && test.ComparisonOperator === 'EQ' && Array.isArray(test.AttributeValueList)) {
    return scalar(test.AttributeValueList[0]);
  }
  return undefined;
}

function leadingKeys(touch: Touch, keys: TableKeys | undefined): string[] {
  const hash = touch.index === undefined ? keys?.hash : keys?.indexes[touch.index];
  if (hash === undefined) return [];
  const pinned = pinnedKey(touch.source, hash);
  return pinned === undefined ? touch.items.flatMap((item) => scalar(item[hash]) ?? []) : [pinned];
}

/** A read that does not say what it wants gets every attribute, so the key is absent rather than empty. */
function attributes({ reads, items, source }: Touch): string[] {
  const projected = [
    ...attributesIn(source.ProjectionExpression, source),
    ...strings(source.AttributesToGet, 'AttributesToGet'),
  ];
  if (reads && projected.length === 0) return [];
  const elsewhere = ['KeyConditionExpression', 'FilterExpression', 'ConditionExpression', 'UpdateExpression'];
  return [
    ...new Set([
      ...projected,
      ...items.flatMap((item) => Object.keys(item)),
      ...elsewhere.flatMap((name) => attributesIn(source[name], source)),
    ]),
  ];
}

function contextOf(touch: Touch, keysOf: KeysOf): RequestContext {
  const context: Record<string, readonly string[]> = {};
  const put = (key: string, values: readonly string[]): void => {
    if (values.length > 0) context[key] = values;
  };
  put('dynamodb:leadingkeys', leadingKeys(touch, keysOf(touch.table)));
  put('dynamodb:attributes', attributes(touch));
  put('dynamodb:select', strings(touch.source.Select, 'Select'));
  put('dynamodb:returnvalues', strings(touch.source.ReturnValues, 'ReturnValues'));
  put('dynamodb:enclosingoperation', touch.enclosing === undefined ? [] : [touch.enclosing]);
  return context;
}

const object = (value: Json | undefined, where: string): JsonObject => asObject(value, where);

function single(operation: string, input: JsonObject): Touch {
  const named = input.Item ?? input.Key;
  return {
    action: operation,
    table: tableName(input.TableName),
    index: optional(input.IndexName, 'IndexName', asString),
    items: named === undefined ? [] : [object(named, operation)],
    source: input,
    reads: ['GetItem', 'Query', 'Scan'].includes(operation),
  };
}

function batchGet(input: JsonObject): Touch[] {
  return Object.entries(object(input.RequestItems, 'RequestItems')).map(([name, value]) => {
    const source = object(value, 'RequestItems');
    const items = asArray(source.Keys, 'Keys').map((key) => object(key, 'Keys'));
    return { action: 'BatchGetItem', table: tableName(name), items, source, reads: true };
  });
}

function batchWrite(input: JsonObject): Touch[] {
  return Object.entries(object(input.RequestItems, 'RequestItems')).map(([name, value]) => {
    const items = asArray(value, 'RequestItems').map((write) => {
      const { PutRequest: put, DeleteRequest: remove } = object(write, 'RequestItems');
      return isObject(put) ? object(put.Item, 'Item') : object(object(remove, 'DeleteRequest').Key, 'Key');
    });
    return { action: 'BatchWriteItem', table: tableName(name), items, source: {}, reads: false };
  });
}

const TRANSACTED: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/** Transactions have no permission of their own: each of their operations needs its own. */
function transaction(enclosing: string, input: JsonObject): Touch[] {
  return asArray(input.TransactItems, 'TransactItems').flatMap((item) =>
    Object.entries(object(item, 'TransactItems')).map(([kind, one]) => ({
      ...single(TRANSACTED[kind] ?? kind, object(one, kind)),
      enclosing,
    })),
  );
}

function touches(operation: string, input: JsonObject): Touch[] {
  switch (operation) {
    case 'BatchGetItem':
      return batchGet(input);
    case 'BatchWriteItem':
      return batchWrite(input);
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return transaction(operation, input);
    default:
      return [single(operation, input)];
  }
}

/** Everything that IAM must allow before a DynamoDB request may run. */
export const dynamoAccess = (operation: string, input: JsonObject, keysOf: KeysOf): AccessRequest[] =>
  touches(operation, input).map((touch) => ({
    action: `dynamodb:${touch.action}`,
    resource: arn(
      'dynamodb',
      `table/${touch.table}${touch.index === undefined ? '' : `/index/${touch.index}`}`,
    ),
    context: contextOf(touch, keysOf),
  }));
