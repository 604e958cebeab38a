import { CfnOutput } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Env as DemandsEnv } from '../../functions/ledger/demands.env.ts';
import { BY_AUTHORITY, BY_DUE, BY_STATUS } from '../../functions/ledger/demands.table.ts';
import type { Env as PublishEnv } from '../../functions/ledger/publish-events.env.ts';
import { readEventsRoute } from '../../functions/ledger/read-events.route.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { EventFeed } from './event-feed.ts';
import type { LedgerState } from './ledger-state.ts';

export interface LedgerProps {
  readonly foundation: Foundation;
  readonly state: LedgerState;
  readonly door: FrontDoor;
}

/** Who may do what with demands and their ledgers; and the bus on which a provider's own systems follow it. */
export class Ledger extends Construct {
  readonly #foundation: Foundation;
  readonly #table: Table;

  constructor(scope: Construct, id: string, { foundation, state, door }: LedgerProps) {
    super(scope, id);
    this.#foundation = foundation;
    this.#table = state.demands;
    this.#publish();
    this.#serve(door);
  }

  get tableName(): string {
    return this.#table.tableName;
  }

  letRead(fn: DueFunction): void {
    allow(fn, { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: [this.#table.tableArn] });
    this.#foundation.keys.ledger.letUse(fn, 'dynamodb', 'read');
  }

  /** Lists of demands: who filed them, what state they are in. */
  letList(fn: DueFunction): void {
    this.#letQueryIndex(fn, BY_AUTHORITY.indexName);
    this.#letQueryIndex(fn, BY_STATUS.indexName);
  }

  /** What something must be done about. */
  letReadDue(fn: DueFunction): void {
    this.#letQueryIndex(fn, BY_DUE.indexName);
  }

  /** Read, and change a demand together with its ledger. No Scan: nobody reads demands in bulk; no Delete: nothing goes. */
  letCommit(fn: DueFunction): void {
    allow(fn, {
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      resources: [this.#table.tableArn],
    });
    this.#foundation.keys.ledger.letUse(fn, 'dynamodb', 'write');
  }

  /** Take an item off the index of due things. */
  letSettle(fn: DueFunction): void {
    allow(fn, { actions: ['dynamodb:UpdateItem'], resources: [this.#table.tableArn] });
  }

  /** Every ledger event, in order per demand, and nothing else that the table holds. */
  feed(fn: DueFunction): void {
    new EventFeed(fn, 'Feed', { foundation: this.#foundation, table: this.#table, to: fn });
  }

  #letQueryIndex(fn: DueFunction, index: string): void {
    allow(fn, { actions: ['dynamodb:Query'], resources: [`${this.#table.tableArn}/index/${index}`] });
  }

  #publish(): void {
    const bus = new EventBus(this, 'Bus', { description: 'Ledger events, for systems of the provider' });
    const publishEvents = new DueFunction<PublishEnv>(this, 'PublishEvents', {
      foundation: this.#foundation,
      handler: 'ledger/publish-events',
      kind: 'stream',
      environment: { EVENT_BUS_NAME: bus.eventBusName },
    });
    allow(publishEvents, { actions: ['events:PutEvents'], resources: [bus.eventBusArn] });
    this.feed(publishEvents);
    // A provider's own systems make their rules on it.
    new CfnOutput(this, 'EventBusArn', { value: bus.eventBusArn }).overrideLogicalId('EventBusArn');
  }

  #serve(door: FrontDoor): void {
    const readEvents = new DueFunction<DemandsEnv>(this, 'ReadEvents', {
      foundation: this.#foundation,
      handler: 'ledger/read-events',
      kind: 'api',
      environment: { DEMANDS_TABLE: this.tableName },
    });
    this.letRead(readEvents);
    door.route(readEventsRoute, readEvents);
  }
}
