import type { ServiceEnv } from '../../functions/ledger/ledgers.env.ts';
import type { WriterName } from '../../functions/ledger/writers.ts';
import type { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { Compartment } from './compartment.ts';
import type { Recorder } from './recorder.ts';

export interface LedgerProps {
  readonly foundation: Foundation;
  readonly recorders: Readonly<Record<'open' | 'cleared', Recorder>>;
}

/**
 * Who may do what with demands and their ledgers, in two compartments: functions that answer people work in one, the
 * service's own in both.
 */
export class Ledger {
  readonly open: Compartment;
  readonly cleared: Compartment;

  constructor({ foundation, recorders }: LedgerProps) {
    this.open = new Compartment({ foundation, recorder: recorders.open, name: 'open' });
    this.cleared = new Compartment({ foundation, recorder: recorders.cleared, name: 'cleared' });
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
}
