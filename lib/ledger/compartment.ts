import { COMPARTMENTS, type Compartment as CompartmentName } from '../../functions/ledger/demand-id.ts';
import { BY_AUTHORITY, BY_DUE, BY_STATUS, HEAD_ATTRIBUTES } from '../../functions/ledger/demands.table.ts';
import type { ChangingEnv } from '../../functions/ledger/ledgers.env.ts';
import type { WorkKind } from '../../functions/ledger/work.table.ts';
import type { WriterName } from '../../functions/ledger/writers.ts';
import { clearedRoute } from '../../functions/shared/cleared-route.ts';
import type { Route } from '../../functions/shared/route.ts';
import { allow } from '../shared/allow.ts';
import type { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { PurposeKey } from '../shared/purpose-key.ts';
import { EventFeed } from './event-feed.ts';
import type { LedgerState } from './ledger-state.ts';
import type { Recorder } from './recorder.ts';
import { letUseWork } from './work.ts';

export interface CompartmentProps {
  readonly foundation: Foundation;
  readonly recorder: Recorder;
  readonly name: CompartmentName;
}

/** Demands that stand together under one key, and who may do what with them. */
export class Compartment {
  readonly name: CompartmentName;
  readonly #foundation: Foundation;
  readonly #recorder: Recorder;
  readonly #state: LedgerState;
  #hearsOfCounting = false;

  constructor({ foundation, recorder, name }: CompartmentProps) {
    this.name = name;
    this.#foundation = foundation;
    this.#recorder = recorder;
    this.#state = recorder.state;
  }

  /** What a room calls its function for this compartment: those of the open one have no word before it. */
  idOf(id: string): string {
    return this.name === 'open' ? id : `Cleared${id}`;
  }

  /** The route by which the same is asked for here. */
  routeOf<R extends Route>(route: R): R {
    return this.name === 'open' ? route : clearedRoute(route);
  }

  /** What ids of its demands begin with. */
  get idPrefix(): string {
    return COMPARTMENTS[this.name];
  }

  /** What encrypts whatever tells of its demands. */
  get key(): PurposeKey {
    return this.#state.key;
  }

  get tableName(): string {
    return this.#state.demands.tableName;
  }

  /** Where a function finds demands, and how it asks for changes. */
  environment(writer: WriterName): ChangingEnv {
    return {
      DEMANDS_TABLE: this.tableName,
      WORK_TABLE: this.#state.work.tableName,
      RECORDER: this.#recorder.arnFor(writer),
    };
  }

  /** Demands, and parts that one can name. */
  letRead(fn: DueFunction): void {
    allow(fn, { actions: ['dynamodb:GetItem'], resources: [this.#state.demands.tableArn] });
    this.#state.key.letUse(fn, 'dynamodb', 'read');
  }

  /** Events, and all parts of a kind. */
  letReadMany(fn: DueFunction): void {
    allow(fn, { actions: ['dynamodb:Query'], resources: [this.#state.demands.tableArn] });
  }

  /** Read, and ask the recorder for the changes that are this writer's. */
  letChange(fn: DueFunction, writer: WriterName): void {
    this.letRead(fn);
    allow(fn, { actions: ['lambda:InvokeFunction'], resources: [this.#recorder.arnFor(writer)] });
  }

  /** Find out who waits for a decision. */
  letAnswer(fn: DueFunction): void {
    this.letUseWork(fn, ['wait'], 'GetItem');
  }

  /** The same, and keep the token of a wait that has begun. */
  letWait(fn: DueFunction): void {
    this.letUseWork(fn, ['wait'], 'GetItem', 'PutItem');
    this.#state.key.letUse(fn, 'dynamodb', 'write');
  }

  /** Mark signatures as used. */
  letMarkNonces(fn: DueFunction): void {
    this.letUseWork(fn, ['nonce'], 'PutItem');
    this.#state.key.letUse(fn, 'dynamodb', 'write');
  }

  /** Lists of demands: who filed them, what state they are in. */
  letList(fn: DueFunction): void {
    this.#letQueryIndex(fn, BY_AUTHORITY.indexName);
    this.#letQueryIndex(fn, BY_STATUS.indexName);
  }

  /** Which demands there are and how far the ledger of each is, and nothing that they say. */
  letReadHeads(fn: DueFunction): void {
    allow(fn, {
      actions: ['dynamodb:Query'],
      resources: [`${this.#state.demands.tableArn}/index/${BY_STATUS.indexName}`],
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...HEAD_ATTRIBUTES] },
        StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
        Null: { 'dynamodb:Attributes': 'false' },
      },
    });
    this.#state.key.letUse(fn, 'dynamodb', 'read');
  }

  /** What an authority filed before. */
  letReadFilings(fn: DueFunction): void {
    this.#letQueryIndex(fn, BY_AUTHORITY.indexName);
  }

  /** What something must be done about. */
  letReadDue(fn: DueFunction): void {
    this.#letQueryIndex(fn, BY_DUE.indexName);
  }

  /** Remember what was due and could not be done. */
  letTryAgain(fn: DueFunction): void {
    this.letUseWork(fn, ['retry'], 'Query', 'PutItem', 'DeleteItem');
    this.#state.key.letUse(fn, 'dynamodb', 'write');
  }

  /** Work with items of some kinds in the work table, and with nothing else in it. */
  letUseWork(fn: DueFunction, kinds: readonly WorkKind[], ...actions: readonly string[]): void {
    letUseWork(fn, { table: this.#state.work, kinds, actions });
  }

  get workTableName(): string {
    return this.#state.work.tableName;
  }

  /** Count calls against the limits of a route. */
  letCount(fn: DueFunction): void {
    this.letUseWork(fn, ['limit'], 'UpdateItem');
    this.#state.key.letUse(fn, 'dynamodb', 'write');
    // All of them count in one table: the first stands for all.
    if (this.#hearsOfCounting) return;
    this.#hearsOfCounting = true;
    this.#foundation.alarms.onLogged(fn, {
      code: 'LIMIT_NOT_COUNTED',
      says: 'Calls are not counted against their limits.',
      section: 'limits-are-not-counted',
    });
  }

  /** What scanners said of documents. */
  letReadScans(fn: DueFunction): void {
    this.letUseWork(fn, ['scan'], 'GetItem');
    this.#state.key.letUse(fn, 'dynamodb', 'read');
  }

  letKeepScans(fn: DueFunction): void {
    this.letUseWork(fn, ['scan'], 'PutItem');
    this.#state.key.letUse(fn, 'dynamodb', 'write');
  }

  /** Every ledger event, in order per demand, and nothing else that the table holds. */
  feed(fn: DueFunction): void {
    const { demands: table, key } = this.#state;
    new EventFeed(fn, 'Feed', { foundation: this.#foundation, table, key, to: fn });
  }

  #letQueryIndex(fn: DueFunction, index: string): void {
    allow(fn, { actions: ['dynamodb:Query'], resources: [`${this.#state.demands.tableArn}/index/${index}`] });
  }
}
