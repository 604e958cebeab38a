import { Construct } from 'constructs';
import { listDemandsRoute } from '../../functions/desk/list-demands.route.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import { serveOpenapiRoute } from '../../functions/desk/serve-openapi.route.ts';
import type { Env as DemandsEnv } from '../../functions/ledger/demands.env.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

export interface DeskProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly door: FrontDoor;
}

/** What callers see of demands, and how to call. */
export class Desk extends Construct {
  constructor(scope: Construct, id: string, { foundation, ledger, door }: DeskProps) {
    super(scope, id);
    const readDemands = new DueFunction<DemandsEnv>(this, 'ReadDemands', {
      foundation,
      handler: 'desk/read-demands',
      kind: 'api',
      environment: { DEMANDS_TABLE: ledger.tableName },
    });
    ledger.letRead(readDemands);
    ledger.letList(readDemands);
    door.route(listDemandsRoute, readDemands);
    door.route(readDemandRoute, readDemands);

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
