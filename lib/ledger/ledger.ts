import { CfnOutput, Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { ServiceEnv } from '../../functions/ledger/ledgers.env.ts';
import type { Env as PublishEnv } from '../../functions/ledger/publish-events.env.ts';
import type { Env as ReadEventsEnv } from '../../functions/ledger/read-events.env.ts';
import { readEventsRoute } from '../../functions/ledger/read-events.route.ts';
import type { WriterName } from '../../functions/ledger/writers.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { Compartment } from './compartment.ts';
import type { Recorder } from './recorder.ts';

const ARCHIVE_DAYS = 400;

export interface LedgerProps {
  readonly foundation: Foundation;
  readonly recorders: Readonly<Record<'open' | 'cleared', Recorder>>;
  readonly door: FrontDoor;
  readonly authorities: AuthoritiesState;
}

/**
 * Who may do what with demands and their ledgers, in two compartments: functions that answer people work in one, the
 * service's own in both. And the buses on which a provider's own systems follow each.
 */
export class Ledger extends Construct {
  readonly open: Compartment;
  readonly cleared: Compartment;
  readonly #foundation: Foundation;

  constructor(scope: Construct, id: string, { foundation, recorders, door, authorities }: LedgerProps) {
    super(scope, id);
    this.#foundation = foundation;
    this.open = new Compartment({ foundation, recorder: recorders.open, name: 'open' });
    this.cleared = new Compartment({ foundation, recorder: recorders.cleared, name: 'cleared' });
    for (const compartment of this.compartments) {
      this.#publish(compartment);
      this.#serve(compartment, door, authorities);
    }
  }

  get compartments(): readonly Compartment[] {
    return [this.open, this.cleared];
  }

  /** Of the service's own functions. */
  environment(writer: WriterName): ServiceEnv {
    const cleared = this.cleared.environment(writer);
    return {
      ...this.open.environment(writer),
      CLEARED_DEMANDS_TABLE: cleared.DEMANDS_TABLE,
      CLEARED_WORK_TABLE: cleared.WORK_TABLE,
      CLEARED_RECORDER: cleared.RECORDER,
    };
  }

  /** One of the service's own functions: it reads demands of both compartments, and changes what is its own to change. */
  letChange(fn: DueFunction, writer: WriterName): void {
    for (const compartment of this.compartments) compartment.letChange(fn, writer);
  }

  letReadMany(fn: DueFunction): void {
    for (const compartment of this.compartments) compartment.letReadMany(fn);
  }

  #publish(compartment: Compartment): void {
    const bus = new EventBus(this, compartment.idOf('Bus'), {
      description: `Ledger events, for systems of the provider (${compartment.name})`,
    });
    const publishEvents = new DueFunction<PublishEnv>(this, compartment.idOf('PublishEvents'), {
      foundation: this.#foundation,
      handler: 'ledger/publish-events',
      kind: 'stream',
      environment: { EVENT_BUS_NAME: bus.eventBusName },
    });
    // A rule that was missing for a time loses nothing: what went over the bus can be sent over it again.
    bus.archive(compartment.idOf('Archive'), {
      eventPattern: { source: ['due-process.ledger'] },
      retention: Duration.days(ARCHIVE_DAYS),
    });
    allow(publishEvents, { actions: ['events:PutEvents'], resources: [bus.eventBusArn] });
    compartment.feed(publishEvents);
    // A provider's own systems make their rules on it.
    const output = compartment.idOf('EventBusArn');
    new CfnOutput(this, output, { value: bus.eventBusArn }).overrideLogicalId(output);
  }

  #serve(compartment: Compartment, door: FrontDoor, authorities: AuthoritiesState): void {
    const readEvents = new DueFunction<ReadEventsEnv>(this, compartment.idOf('ReadEvents'), {
      foundation: this.#foundation,
      handler: 'ledger/read-events',
      kind: 'api',
      environment: { DEMANDS_TABLE: compartment.tableName, ...authorities.environment },
    });
    compartment.letRead(readEvents);
    compartment.letReadMany(readEvents);
    letAsk(authorities, readEvents);
    door.route(compartment.routeOf(readEventsRoute), readEvents);
  }
}
