import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AuthoritiesState } from './authorities/authorities-state.ts';
import { DisclosureState } from './disclosure/disclosure-state.ts';
import { IntakeState } from './intake/intake-state.ts';
import { LedgerState } from './ledger/ledger-state.ts';
import { LogState } from './log/log-state.ts';
import { SampleProvider } from './provider/sample-provider.ts';
import { ReportingState } from './reporting/reporting-state.ts';
import { RetrievalState } from './retrieval/retrieval-state.ts';
import { Alarms } from './shared/alarms.ts';
import { keepEmptierLog } from './shared/emptier-log.ts';
import type { Stage } from './shared/stage.ts';
import { StateFoundation } from './shared/state-foundation.ts';
import { type Deployment, stackProps } from './stack-props.ts';
import { TrailState } from './trail/trail-state.ts';
import { PagesBucket } from './web/pages-state.ts';

/** What holds state: keys, tables, buckets, the pool of people. It changes rarely, and nothing in it computes. */
export class StateStack extends Stack {
  readonly foundation: StateFoundation;
  readonly authorities: AuthoritiesState;
  readonly ledger: LedgerState;
  /** The same for demands that only cleared people may know of. */
  readonly cleared: LedgerState;
  /** Of the ledgers that are no secret. */
  readonly log: LogState;
  /** Of the ledgers that only cleared people may know of: nobody else reads it. */
  readonly clearedLog: LogState;
  readonly intake: IntakeState;
  readonly retrieval: RetrievalState;
  readonly disclosure: DisclosureState;
  readonly reporting: ReportingState;
  /** Where the files of the trail are kept, in a stage that has one of its own. */
  readonly trail: TrailState | undefined;
  /** The files of the pages, in a deployment that has them. */
  readonly pagesFiles: PagesBucket | undefined;
  /** The sample provider's stores, in a stage that has them. */
  readonly sampleProvider: SampleProvider | undefined;

  constructor(scope: App, id: string, deployment: Deployment & { stage: Stage }) {
    super(scope, id, {
      ...stackProps(deployment),
      description: 'Due Process: what holds state (keys, tables, buckets, people).',
    });
    const { stage } = deployment;
    const foundation = new StateFoundation(this, 'Foundation', deployment);
    this.foundation = foundation;
    const { keys } = foundation;
    this.authorities = new AuthoritiesState(this, 'Authorities', { foundation });
    this.ledger = new LedgerState(this, 'Ledger', { foundation, key: keys.ledger, output: 'DemandsTable' });
    this.cleared = new LedgerState(this, 'Cleared', {
      foundation,
      key: keys.cleared,
      output: 'ClearedDemandsTable',
    });
    this.log = new LogState(this, 'Log', {
      foundation,
      key: keys.log,
      origin: stage.log.origin,
      output: 'Log',
    });
    this.clearedLog = new LogState(this, 'ClearedLog', {
      foundation,
      key: keys.cleared,
      origin: `${stage.log.origin}-cleared`,
      output: 'ClearedLog',
    });
    this.intake = new IntakeState(this, 'Intake', { foundation });
    this.retrieval = new RetrievalState(this, 'Retrieval', { foundation });
    this.disclosure = new DisclosureState(this, 'Disclosure', { foundation });
    this.reporting = new ReportingState(this, 'Reporting', { foundation });
    this.sampleProvider =
      stage.provider === 'sample' ? new SampleProvider(this, 'SampleProvider', { foundation }) : undefined;
    this.pagesFiles = deployment.pages ? this.#pagesFiles() : undefined;
    this.trail =
      stage.watched && !deployment.organisationTrail
        ? new TrailState(this, 'Trail', { foundation })
        : undefined;
    const alarms = new Alarms(this, 'Alarms', { topic: foundation.alarmTopic, stage });
    alarms.onThrottlesOfFunctions(alarms);
    for (const table of this.node.findAll())
      if (table instanceof Table || table instanceof TableV2) alarms.onThrottlesOfTable(table);
    keepEmptierLog(foundation);
  }

  #pagesFiles(): PagesBucket {
    const files = new PagesBucket(this, 'Pages', this.foundation);
    new CfnOutput(this, 'PagesBucket', { value: files.bucketName }).overrideLogicalId('PagesBucket');
    return files;
  }
}
