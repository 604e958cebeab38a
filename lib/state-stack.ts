import { type App, Stack } from 'aws-cdk-lib';
import { DisclosureState } from './disclosure/disclosure-state.ts';
import { IntakeState } from './intake/intake-state.ts';
import { LedgerState } from './ledger/ledger-state.ts';
import { SampleProvider } from './provider/sample-provider.ts';
import { ReportingState } from './reporting/reporting-state.ts';
import { RetrievalState } from './retrieval/retrieval-state.ts';
import { keepEmptierLog } from './shared/emptier-log.ts';
import type { Stage } from './shared/stage.ts';
import { StateFoundation } from './shared/state-foundation.ts';
import { type Deployment, stackProps } from './stack-props.ts';

/** What holds state: keys, tables, buckets, the pool of people. It changes rarely, and nothing in it computes. */
export class StateStack extends Stack {
  readonly foundation: StateFoundation;
  readonly ledger: LedgerState;
  readonly intake: IntakeState;
  readonly retrieval: RetrievalState;
  readonly disclosure: DisclosureState;
  readonly reporting: ReportingState;
  /** The sample provider's stores, in a stage that has them. */
  readonly sampleProvider: SampleProvider | undefined;

  constructor(scope: App, id: string, deployment: Deployment & { stage: Stage }) {
    super(scope, id, {
      ...stackProps(deployment),
      description: 'Due Process: what holds state (keys, tables, buckets, people).',
    });
    const { stage } = deployment;
    const foundation = new StateFoundation(this, 'Foundation', { stage });
    this.foundation = foundation;
    this.ledger = new LedgerState(this, 'Ledger', { foundation });
    this.intake = new IntakeState(this, 'Intake', { foundation });
    this.retrieval = new RetrievalState(this, 'Retrieval', { foundation });
    this.disclosure = new DisclosureState(this, 'Disclosure', { foundation });
    this.reporting = new ReportingState(this, 'Reporting', { foundation });
    this.sampleProvider =
      stage.provider === 'sample' ? new SampleProvider(this, 'SampleProvider', { foundation }) : undefined;
    keepEmptierLog(foundation);
  }
}
