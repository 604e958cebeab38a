import { Construct } from 'constructs';
import type { ServiceEnv } from '../../functions/ledger/ledgers.env.ts';
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
    const preserve = new DueFunction<ServiceEnv>(this, 'Preserve', {
      foundation,
      handler: 'preservation/preserve',
      kind: 'step',
      environment: ledger.environment('preserve'),
    });
    ledger.letChange(preserve, 'preserve');
    this.steps = { preserve };
  }
}
