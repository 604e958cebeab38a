import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Env as RecordEnv } from '../../functions/ledger/record.env.ts';
import { WRITER_NAMES, type WriterName } from '../../functions/ledger/writers.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { LedgerState } from './ledger-state.ts';
import { letUseWork } from './work.ts';

export interface RecorderProps {
  readonly foundation: Foundation;
  readonly state: LedgerState;
}

/** The one function that may write the demands of a compartment. It has an alias for each writer, and heeds which was called. */
export class Recorder extends Construct {
  readonly state: LedgerState;
  readonly #function: DueFunction;

  constructor(scope: Construct, id: string, { foundation, state }: RecorderProps) {
    super(scope, id);
    this.state = state;
    const recorder = new DueFunction<RecordEnv>(this, 'Record', {
      foundation,
      handler: 'ledger/record',
      kind: 'recorder',
      environment: { DEMANDS_TABLE: state.demands.tableName, WORK_TABLE: state.work.tableName },
    });
    this.#function = recorder;
    // UpdateItem takes an item off the index of due things. No Delete, no Scan. What each alias may write is writers.ts alone: a
    // policy's conditions see the partition key, which is the demand, and not the sort key, which says what an item of it is.
    const actions = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
    allow(recorder, { actions, resources: [state.demands.tableArn] });
    letUseWork(recorder, { table: state.work, kinds: ['idempotency', 'pending'], actions: ['PutItem'] });
    state.key.letUse(recorder, 'dynamodb', 'write');
    foundation.alarms.onErrorsOf(recorder);
    for (const writer of WRITER_NAMES) recorder.lambda.addAlias(writer);
  }

  /** By which one writer asks. One name goes from stack to stack, not one for each writer. */
  arnFor(writer: WriterName): string {
    return `${this.#function.lambda.functionArn}:${writer}`;
  }

  get demands(): Table {
    return this.state.demands;
  }
}
