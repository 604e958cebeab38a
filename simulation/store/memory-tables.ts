import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BY_AUTHORITY, BY_DUE } from '../../functions/ledger/demands.table.ts';
import { SortedIndex } from './sorted-index.ts';

type Row = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };
type Table = { rows: Map<string, Map<string, Row>>; due: SortedIndex; authorities: SortedIndex };
type Values = Readonly<Record<string, unknown>>;
type Put = { TableName: string; Item: Values } & Conditioned;
type Conditioned = {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Readonly<Record<string, string>>;
  ExpressionAttributeValues?: Values;
};
type Query = Conditioned & {
  TableName: string;
  IndexName?: string;
  KeyConditionExpression: string;
  Limit?: number;
  ScanIndexForward?: boolean;
  ExclusiveStartKey?: Values;
};

/** What one transaction wrote. */
export type Written = readonly { table: string; row: Row }[];

/**
 * Tables behind the document client of the SDK, for the product's own stores: their keys, conditions and transactions are
 * kept as DynamoDB keeps them, so that the stores are the real ones. An expression that no store uses is refused.
 */
export class MemoryTables {
  readonly #tables = new Map<string, Table>();
  /** How many items were written. */
  writes = 0;
  /** Told of every transaction that was written. */
  onWritten: (written: Written) => void = () => {};
  /** Asked before each call; what it throws is the answer. */
  before: (command: string) => void = () => {};
  /** Asked after each write; what it throws comes instead of the answer, though it was written. */
  after: (command: string) => void = () => {};

  readonly client = {
    send: async (command: { constructor: { name: string }; input: unknown }) => {
      const { name } = command.constructor;
      this.before(name);
      const answer = this.#answer(name, command.input);
      this.after(name);
      return answer;
    },
  } as unknown as DynamoDBDocumentClient;

  /** The items of a partition, by sort key. */
  partition(table: string, pk: string): ReadonlyMap<string, Row> {
    return this.#table(table).rows.get(pk) ?? new Map();
  }

  /** The first instant at which something of these kinds is due, at all or after another. */
  nextDue(table: string, kinds: readonly string[], after?: string): string | undefined {
    const { due } = this.#table(table);
    let first: string | undefined;
    for (const kind of kinds) {
      const next = due.first(kind, after);
      if (next !== undefined && (first === undefined || next < first)) first = next;
    }
    return first;
  }

  #table(name: string): Table {
    const known = this.#tables.get(name);
    if (known) return known;
    const table = { rows: new Map(), due: new SortedIndex(), authorities: new SortedIndex() };
    this.#tables.set(name, table);
    return table;
  }

  #answer(command: string, input: unknown): unknown {
    switch (command) {
      case 'GetCommand': {
        const { TableName, Key } = input as { TableName: string; Key: Row };
        return { Item: this.#read(TableName, Key) };
      }
      case 'QueryCommand':
        return this.#query(input as Query);
      case 'PutCommand': {
        const put = input as Put;
        if (!this.#holds(put, put.Item)) throw refused();
        this.#write(put.TableName, put.Item);
        return {};
      }
      case 'UpdateCommand':
        return this.#update(input as Conditioned & { TableName: string; Key: Row; UpdateExpression: string });
      case 'DeleteCommand':
        return this.#delete(input as Conditioned & { TableName: string; Key: Row });
      case 'TransactWriteCommand':
        return this.#transact((input as { TransactItems: { Put: Put }[] }).TransactItems);
      default:
        throw new TypeError(`no store uses ${command}`);
    }
  }

  #read(table: string, { pk, sk }: Row): Row | undefined {
    return this.#table(table).rows.get(pk)?.get(sk);
  }

  #write(name: string, item: Values): Row {
    const table = this.#table(name);
    this.writes += 1;
    const row = JSON.parse(JSON.stringify(item)) as Row;
    const { pk, sk } = row;
    const partition = table.rows.get(pk) ?? new Map<string, Row>();
    const before = partition.get(sk);
    const place = `${pk} ${sk}`;
    move(table.due, place, indexed(before, BY_DUE), indexed(row, BY_DUE));
    move(table.authorities, place, indexed(before, BY_AUTHORITY), indexed(row, BY_AUTHORITY));
    partition.set(sk, row);
    table.rows.set(pk, partition);
    return row;
  }

  #transact(items: readonly { Put: Put }[]): unknown {
    const reasons = items.map(({ Put: put }) => ({
      Code: this.#holds(put, put.Item) ? 'None' : 'ConditionalCheckFailed',
    }));
    if (reasons.some(({ Code }) => Code !== 'None'))
      throw new TransactionCanceledException({
        message: 'Transaction cancelled',
        CancellationReasons: reasons,
        $metadata: {},
      });
    this.onWritten(
      items.map(({ Put: { TableName, Item } }) => ({ table: TableName, row: this.#write(TableName, Item) })),
    );
    return {};
  }

  #update({
    TableName,
    Key,
    UpdateExpression,
    ...condition
  }: Conditioned & { TableName: string; Key: Row; UpdateExpression: string }): unknown {
    if (!this.#holds({ TableName, ...condition }, Key)) throw refused();
    const row: Record<string, unknown> = { ...(this.#read(TableName, Key) ?? Key) };
    const [verb, list = ''] = UpdateExpression.split(/ (.*)/s);
    for (const one of list.split(', ')) {
      const [member = '', value = ''] = one.split(' = ');
      if (verb === 'REMOVE') delete row[member];
      else if (verb === 'SET') row[member] = condition.ExpressionAttributeValues?.[value];
      else throw new TypeError(`no store uses ${UpdateExpression}`);
    }
    this.#write(TableName, row);
    return {};
  }

  /** Of working state alone, which no index has. */
  #delete({ TableName, Key, ...condition }: Conditioned & { TableName: string; Key: Row }): unknown {
    if (!this.#holds({ TableName, ...condition }, Key)) throw refused();
    this.#table(TableName).rows.get(Key.pk)?.delete(Key.sk);
    return {};
  }

  #holds(
    { TableName, ConditionExpression, ...names }: Conditioned & { TableName: string },
    item: Values,
  ): boolean {
    if (ConditionExpression === undefined) return true;
    const row = this.#read(TableName, item as Row);
    return ConditionExpression.split(' OR ').some((one) => holds(one, row, names));
  }

  #query(query: Query): unknown {
    const { TableName, IndexName, KeyConditionExpression: condition, Limit } = query;
    const value = (name: string) => String(query.ExpressionAttributeValues?.[name]);
    if (IndexName === BY_DUE.indexName)
      return this.#page(this.#table(TableName).due.upTo(value(':kind'), value(':until')), query);
    if (IndexName === BY_AUTHORITY.indexName) {
      const index = this.#table(TableName).authorities;
      const found = [...index.upTo(value(':authority'), value(':filed'))].reverse().slice(0, Limit);
      return { Items: found.flatMap(({ name }) => this.#named(TableName, name) ?? []) };
    }
    const rows = [...this.partition(TableName, value(':pk'))];
    const prefix = condition.includes('begins_with') ? value(':prefix') : '';
    const back = query.ScanIndexForward === false ? -1 : 1;
    const found = rows.filter(([sk]) => sk.startsWith(prefix)).sort(([a], [b]) => (a < b ? -back : back));
    return { Items: found.slice(0, Limit).map(([, row]) => row) };
  }

  /** A page of an index, which others write on between pages. */
  #page(
    found: Iterable<{ sort: string; name: string }>,
    { TableName, Limit = 1e9, ExclusiveStartKey }: Query,
  ) {
    const from = ExclusiveStartKey && `${ExclusiveStartKey.sort} ${ExclusiveStartKey.name}`;
    const page: { sort: string; name: string }[] = [];
    for (const one of found) {
      if (from !== undefined && `${one.sort} ${one.name}` <= from) continue;
      page.push(one);
      if (page.length === Limit) break;
    }
    const last = page.length === Limit ? { LastEvaluatedKey: page.at(-1) } : {};
    return { Items: page.flatMap(({ name }) => this.#named(TableName, name) ?? []), ...last };
  }

  #named(table: string, name: string): Row | undefined {
    const [pk = '', sk = ''] = name.split(' ');
    return this.#read(table, { pk, sk });
  }
}

type Place = { partition: string; sort: string } | undefined;

function indexed(row: Row | undefined, keys: { partitionKey: string; sortKey: string }): Place {
  const partition = row?.[keys.partitionKey];
  const sort = row?.[keys.sortKey];
  return typeof partition === 'string' && typeof sort === 'string' ? { partition, sort } : undefined;
}

function move(index: SortedIndex, name: string, before: Place, after: Place): void {
  if (before?.partition === after?.partition && before?.sort === after?.sort) return;
  if (before) index.remove(before.partition, before.sort, name);
  if (after) index.add(after.partition, after.sort, name);
}

function holds(condition: string, row: Row | undefined, names: Omit<Conditioned, 'ConditionExpression'>) {
  const [, verb, of] = /^(attribute_not_exists|attribute_exists)\((\w+)\)$/.exec(condition) ?? [];
  if (verb !== undefined && of !== undefined)
    return (row?.[of] !== undefined) === (verb === 'attribute_exists');
  const [, member = '', compared, value = ''] = /^(#?\w+) ([=<]) (:\w+)$/.exec(condition) ?? [];
  if (value === '') throw new TypeError(`no store uses ${condition}`);
  if (row === undefined) return false;
  const is = row[names.ExpressionAttributeNames?.[member] ?? member];
  const wanted = names.ExpressionAttributeValues?.[value];
  return compared === '=' ? is === wanted : Number(is) < Number(wanted);
}

const refused = () =>
  new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
