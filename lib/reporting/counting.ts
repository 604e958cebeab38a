import { Construct } from 'constructs';
import type { Env as CountEnv } from '../../functions/reporting/count-events.env.ts';
import { periodPartition } from '../../functions/reporting/reports.table.ts';
import type { Compartment } from '../ledger/compartment.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { ReportingState } from './reporting-state.ts';

export interface CountingProps {
  readonly foundation: Foundation;
  readonly compartments: readonly Compartment[];
  readonly state: ReportingState;
}

/** Counts what ledgers tell of, from their events alone: no function here may read a demand. */
export class Counting extends Construct {
  constructor(scope: Construct, id: string, { foundation, compartments, state }: CountingProps) {
    super(scope, id);
    const { reports } = state;
    for (const compartment of compartments) {
      const countEvents = new DueFunction<CountEnv>(this, compartment.idOf('CountEvents'), {
        foundation,
        handler: 'reporting/count-events',
        kind: 'stream',
        environment: {
          REPORTS_TABLE: reports.tableName,
          METRICS_NAMESPACE: compartment.name === 'open' ? foundation.alarms.namespace : 'none',
        },
      });
      allow(countEvents, {
        actions: ['dynamodb:PutItem'],
        resources: [reports.tableArn],
        // What demands add, and no list of editions.
        conditions: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [periodPartition('*')] },
          Null: { 'dynamodb:LeadingKeys': 'false' },
        },
      });
      foundation.keys.reports.letUse(countEvents, 'dynamodb', 'write');
      compartment.feed(countEvents);
    }
  }
}
