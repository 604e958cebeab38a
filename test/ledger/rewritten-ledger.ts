import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import {
  DEMAND_SORT,
  demandPartition,
  EVENT_PREFIX,
  eventKey,
} from '../../functions/ledger/demands.table.ts';
import { type LedgerEvent, readEvent } from '../../functions/ledger/event.schema.ts';
import { GENESIS, sealEvent } from '../../functions/ledger/hash-chain.ts';
import { pinOf } from '../../functions/ledger/pin.ts';
import type { Item } from '../../functions/ledger/stored.ts';
import { dynamoContributionStore } from '../../functions/reporting/dynamodb-contribution.store.ts';
import { rebuildContribution } from '../../functions/reporting/rebuild-contribution.ts';
import { contributionKey } from '../../functions/reporting/reports.table.ts';

export type TheTables = { documents: DynamoDBDocumentClient; demands: string; reports: string };

/** The items of one demand, as somebody holds them who may write every table and knows how all hashes are made. */
export class RewrittenLedger {
  readonly id: string;
  readonly #tables: TheTables;
  events: LedgerEvent[] = [];
  record: Item = {};
  parts = new Map<string, Item>();
  #before: Item[] = [];

  constructor(id: string, tables: TheTables) {
    this.id = id;
    this.#tables = tables;
  }

  async load(): Promise<this> {
    const { documents, demands } = this.#tables;
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: demands,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': demandPartition(this.id) },
      }),
    );
    this.#before = Items;
    for (const item of Items) {
      const { pk: _pk, sk, ...body } = structuredClone(item);
      if (sk === DEMAND_SORT) this.record = body;
      else if (String(sk).startsWith(EVENT_PREFIX)) this.events.push(readEvent(body));
      else this.parts.set(String(sk), body);
    }
    return this;
  }

  /** Makes chain, pins, demand and the row of the report fit what was changed, and writes it all. */
  async store(): Promise<void> {
    const { documents, demands, reports } = this.#tables;
    const last = this.events.length;
    this.record.version = last;
    let previous = GENESIS;
    this.events = this.events.map((event, index) => {
      const { hash: _hash, ...rest } = event;
      const parts = Object.entries(rest.parts ?? {}).map(([key, pin]) => {
        const item = this.parts.get(key);
        return [key, item ? pinOf(item) : pin];
      });
      const sealed = sealEvent({
        ...rest,
        seq: index + 1,
        ...(index + 1 === last ? { record: pinOf(this.record) } : {}),
        ...(rest.parts ? { parts: Object.fromEntries(parts) } : {}),
        previous,
      });
      previous = sealed.hash;
      return sealed;
    });
    this.record.head = previous;
    await this.#clear();
    const pk = demandPartition(this.id);
    const items: Item[] = [
      { ...this.record, pk, sk: DEMAND_SORT },
      ...this.events.map((event) => ({ ...event, ...eventKey(this.id, event.seq) })),
      ...[...this.parts].map(([sk, item]) => ({ ...item, pk, sk })),
    ];
    for (const Item of items) await documents.send(new PutCommand({ TableName: demands, Item }));
    const contribution = rebuildContribution(this.events);
    if (contribution)
      await dynamoContributionStore(documents, { reports, secret: reports }).put(contribution);
  }

  /** Takes the demand away, and its row in the report. */
  async remove(): Promise<void> {
    await this.#clear();
  }

  async restore(): Promise<void> {
    const { documents, demands, reports } = this.#tables;
    await new RewrittenLedger(this.id, this.#tables).load().then((now) => now.remove());
    for (const Item of this.#before) await documents.send(new PutCommand({ TableName: demands, Item }));
    const events = this.#before.filter(({ sk }) => String(sk).startsWith(EVENT_PREFIX));
    const contribution = rebuildContribution(events.map(({ pk: _pk, sk: _sk, ...body }) => readEvent(body)));
    if (contribution)
      await dynamoContributionStore(documents, { reports, secret: reports }).put(contribution);
  }

  async #clear(): Promise<void> {
    const { documents, demands, reports } = this.#tables;
    for (const { pk, sk } of this.#before)
      await documents.send(new DeleteCommand({ TableName: demands, Key: { pk, sk } }));
    await documents.send(new DeleteCommand({ TableName: reports, Key: contributionKey('2026-H2', this.id) }));
  }
}
