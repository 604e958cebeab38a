import { type App, Stack } from 'aws-cdk-lib';
import { Scanning } from './intake/scanning.ts';
import { Ledger } from './ledger/ledger.ts';
import { Recorder } from './ledger/recorder.ts';
import { Log } from './log/log.ts';
import { Counting } from './reporting/counting.ts';
import { Foundation } from './shared/foundation.ts';
import type { Stage } from './shared/stage.ts';
import { type Deployment, stackProps } from './stack-props.ts';
import type { StateStack } from './state-stack.ts';

export interface LedgerStackProps extends Deployment {
  readonly stage: Stage;
  readonly state: StateStack;
}

/**
 * The only functions that write demands and their ledgers, and what follows what is written: the logs, the count, the scan of
 * documents. It is a stack of its own since a stack has room for 500 resources.
 */
export class LedgerStack extends Stack {
  readonly recorders: Readonly<Record<'open' | 'cleared', Recorder>>;
  readonly logs: Readonly<Record<'open' | 'cleared', Log>>;

  constructor(scope: App, id: string, { stage, state, ...deployment }: LedgerStackProps) {
    super(scope, id, {
      ...stackProps({ ...deployment, stage }),
      description: 'Due Process: what writes demands and their ledgers, and what follows them.',
    });
    const foundation = new Foundation(this, 'Foundation', state.foundation);
    const { keys } = foundation;
    this.recorders = {
      open: new Recorder(this, 'Recorder', { foundation, state: state.ledger }),
      cleared: new Recorder(this, 'ClearedRecorder', { foundation, state: state.cleared }),
    };
    this.logs = {
      open: new Log(this, 'Log', {
        foundation,
        state: state.log,
        key: keys.log,
        work: { table: state.ledger.work, key: state.ledger.key },
      }),
      cleared: new Log(this, 'ClearedLog', {
        foundation,
        state: state.clearedLog,
        key: keys.cleared,
        work: { table: state.cleared.work, key: state.cleared.key },
      }),
    };
    const { compartments, open } = new Ledger({ foundation, recorders: this.recorders });
    new Counting(this, 'Reporting', { foundation, compartments, state: state.reporting });
    new Scanning(this, 'Scanning', { foundation, documents: state.intake.documents, compartment: open });
  }
}
