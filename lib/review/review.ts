import { Construct } from 'constructs';
import type { ServiceEnv } from '../../functions/ledger/ledgers.env.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

export interface ReviewProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
}

type ReviewStep = 'awaitReview' | 'awaitRelease' | 'refuse' | 'sendElsewhere';

/** The steps around what people decide: waiting for it, and carrying a refusal out. */
export class Review extends Construct {
  readonly steps: Readonly<Record<ReviewStep, DueFunction>>;
  /** A wait that finds its decision already taken, because a crash came between, answers itself. */
  readonly waiting: readonly DueFunction[];

  constructor(scope: Construct, id: string, { foundation, ledger }: ReviewProps) {
    super(scope, id);
    const step = (name: string, writer: 'await-review' | 'await-release' | 'refuse' | 'send-elsewhere') => {
      const fn = new DueFunction<ServiceEnv>(this, name, {
        foundation,
        kind: 'step',
        handler: `review/${writer}`,
        environment: ledger.environment(writer),
      });
      ledger.letChange(fn, writer);
      return fn;
    };
    const awaitReview = step('AwaitReview', 'await-review');
    const awaitRelease = step('AwaitRelease', 'await-release');
    this.steps = {
      awaitReview,
      awaitRelease,
      refuse: step('Refuse', 'refuse'),
      sendElsewhere: step('SendElsewhere', 'send-elsewhere'),
    };
    this.waiting = [awaitReview, awaitRelease];
    for (const compartment of ledger.compartments) for (const fn of this.waiting) compartment.letWait(fn);
  }
}
