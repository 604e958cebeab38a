import { Construct } from 'constructs';
import type { Env as ListEnv } from '../../functions/desk/list-attempts.env.ts';
import { listAttemptsRoute } from '../../functions/desk/list-attempts.route.ts';
import { listDemandsRoute } from '../../functions/desk/list-demands.route.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import type { Env } from '../../functions/desk/read-demands.env.ts';
import { serveOpenapiRoute } from '../../functions/desk/serve-openapi.route.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

export interface DeskProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly door: FrontDoor;
  readonly authorities: AuthoritiesState;
}

/** What callers see of demands, and how to call. */
export class Desk extends Construct {
  constructor(scope: Construct, id: string, { foundation, ledger, door, authorities }: DeskProps) {
    super(scope, id);
    for (const compartment of ledger.compartments) {
      const readDemands = new DueFunction<Env>(this, compartment.idOf('ReadDemands'), {
        foundation,
        handler: 'desk/read-demands',
        kind: 'api',
        environment: {
          DEMANDS_TABLE: compartment.tableName,
          SCANS_TABLE: ledger.open.workTableName,
          ...authorities.environment,
        },
      });
      compartment.letRead(readDemands);
      compartment.letReadMany(readDemands);
      compartment.letList(readDemands);
      ledger.open.letReadScans(readDemands);
      letAsk(authorities, readDemands);
      door.route(compartment.routeOf(listDemandsRoute), readDemands);
      door.route(compartment.routeOf(readDemandRoute), readDemands);
    }

    for (const compartment of ledger.compartments) {
      const circle = compartment.name === 'open' ? 'attempts' : 'cleared';
      // Where attempts are, the door tells every function that it leads to.
      const listAttempts = new DueFunction<Pick<ListEnv, 'CIRCLE'>>(this, compartment.idOf('ListAttempts'), {
        foundation,
        handler: 'desk/list-attempts',
        kind: 'api',
        environment: { CIRCLE: circle },
      });
      door.attempts.letList(listAttempts, circle);
      door.route(compartment.routeOf(listAttemptsRoute), listAttempts);
    }

    const serveOpenapi = new DueFunction<Record<string, never>>(this, 'ServeOpenapi', {
      foundation,
      handler: 'desk/serve-openapi',
      kind: 'api',
      environment: {},
    });
    door.publicRoute(
      serveOpenapiRoute,
      serveOpenapi,
      'How to call the API is for everyone to read; the function has no permission but to log.',
    );
  }
}
