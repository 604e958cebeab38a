import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Env as RunEnv } from '../../functions/log/run-epoch.env.ts';
import { letUseWork } from '../ledger/work.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { PurposeKey } from '../shared/purpose-key.ts';
import { Every } from '../shared/schedule.ts';
import type { LogState } from './log-state.ts';

export interface LogProps {
  readonly foundation: Foundation;
  readonly state: LogState;
  readonly key: PurposeKey;
  /** Where its entries wait. */
  readonly work: { readonly table: Table; readonly key: PurposeKey };
}

/** The log of one compartment's ledgers: it takes in what waits, signs, and publishes. */
export class Log extends Construct {
  readonly #state: LogState;
  readonly #key: PurposeKey;
  readonly #runEpoch: DueFunction;

  constructor(scope: Construct, id: string, { foundation, state, key, work }: LogProps) {
    super(scope, id);
    this.#state = state;
    this.#key = key;
    const { archive, published, signingKey, origin } = state;
    const runEpoch = new DueFunction<RunEnv>(this, 'RunEpoch', {
      foundation,
      handler: 'log/run-epoch',
      kind: 'report',
      role: state.role,
      environment: {
        WORK_TABLE: work.table.tableName,
        ARCHIVE_BUCKET: archive.bucketName,
        LOG_BUCKET: published.bucketName,
        LOG_KEY_ID: signingKey.keyId,
        LOG_ORIGIN: origin,
      },
      deadLetterQueue: foundation.missed,
    });
    this.#runEpoch = runEpoch;
    // What it took in waits no more. A batch could also write: who signs what the log says needs no entries of its own making.
    letUseWork(runEpoch, { table: work.table, kinds: ['pending'], actions: ['Query', 'BatchWriteItem'] });
    letUseWork(runEpoch, { table: work.table, kinds: ['log'], actions: ['GetItem', 'PutItem'] });
    work.key.letUse(runEpoch, 'dynamodb', 'write');
    for (const bucket of [archive, published]) {
      bucket.letPut(runEpoch);
      bucket.letGet(runEpoch);
      bucket.letTellAbsence(runEpoch);
    }
    signingKey.letSign(runEpoch);
    const rate = Duration.minutes(foundation.stage.log.minutes);
    new Every(this, 'Epochs', { foundation, rate, run: runEpoch, input: { scheduled: true } });
    this.#watch(foundation, runEpoch);
  }

  get archiveName(): string {
    return this.#state.archive.bucketName;
  }

  get runEpochArn(): string {
    return this.#runEpoch.live.functionArn;
  }

  /** Read the proof of an entry that the reader can name. Batches, and with them the entries, stay the log's. */
  letReadProofs(fn: DueFunction): void {
    const { archive } = this.#state;
    allow(fn, {
      actions: ['s3:GetObject'],
      resources: [archive.arnForObjects('proofs/*')],
      wildcard: 'Proofs of one log; keys are hashes of entries that the reader must know.',
    });
    archive.letTellAbsence(fn);
    this.#key.letUse(fn, 's3', 'read');
  }

  /** Have what waits taken in at once. */
  letRun(fn: DueFunction): void {
    allow(fn, { actions: ['lambda:InvokeFunction'], resources: [this.runEpochArn] });
  }

  #watch({ alarms, stage }: Foundation, runEpoch: DueFunction): void {
    const section = 'the-log-is-silent-or-forked';
    const period = Duration.minutes(Math.max(5, stage.log.minutes));
    alarms.watch(runEpoch, 'Errors', {
      metric: runEpoch.lambda.metricErrors({ period }),
      threshold: 1,
      when: 'reached',
      says: 'The log could not be signed.',
      section,
    });
    alarms.watch(runEpoch, 'Silence', {
      metric: runEpoch.lambda.metricInvocations({ period }),
      threshold: 1,
      when: 'below',
      periods: 2,
      missing: TreatMissingData.BREACHING,
      says: 'The log has not been signed.',
      section,
    });
  }
}
