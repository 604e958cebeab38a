import { Construct } from 'constructs';
import type { Env as DemandsEnv } from '../../functions/ledger/demands.env.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

export interface PreservationProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
}

/** Keeps what a preservation request names, until an order comes or its time is over. */
export class Preservation extends Construct {
  readonly steps: { readonly preserve: DueFunction };

  constructor(scope: Construct, id: string, { foundation, ledger }: PreservationProps) {
    super(scope, id);
    const preserve = new DueFunction<DemandsEnv>(this, 'Preserve', {
      foundation,
      handler: 'preservation/preserve',
      kind: 'step',
      environment: { DEMANDS_TABLE: ledger.tableName },
    });
    ledger.letCommit(preserve);
    this.steps = { preserve };
  }
}
