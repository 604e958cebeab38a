import { Construct } from 'constructs';
import type { Env as ReadEventsEnv } from '../../functions/ledger/read-events.env.ts';
import { readEventsRoute } from '../../functions/ledger/read-events.route.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { Door } from '../intake/door.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { Compartment } from './compartment.ts';

export interface ReadingProps {
  readonly foundation: Foundation;
  readonly compartments: readonly Compartment[];
  readonly door: Door;
  readonly authorities: AuthoritiesState;
}

/** Where people read what happened to a demand. */
export class Reading extends Construct {
  constructor(scope: Construct, id: string, { foundation, compartments, door, authorities }: ReadingProps) {
    super(scope, id);
    for (const compartment of compartments) {
      const readEvents = new DueFunction<ReadEventsEnv>(this, compartment.idOf('ReadEvents'), {
        foundation,
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
}
