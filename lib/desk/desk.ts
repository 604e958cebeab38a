import { Construct } from 'constructs';
import type { Env as ReadEnv } from '../../functions/desk/read-demands.env.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

export interface DeskProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly door: FrontDoor;
}

/** What people see of demands. */
export class Desk extends Construct {
  constructor(scope: Construct, id: string, { foundation, ledger, door }: DeskProps) {
    super(scope, id);
    const readDemands = new DueFunction<ReadEnv>(this, 'ReadDemands', {
      foundation,
      handler: 'desk/read-demands',
      kind: 'api',
      environment: { DEMANDS_TABLE: ledger.tableName },
    });
    ledger.letRead(readDemands);
    ledger.letList(readDemands);
    door.route('GET /demands', readDemands);
    door.route('GET /demands/{id}', readDemands);
  }
}
