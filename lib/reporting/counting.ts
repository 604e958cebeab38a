import { Construct } from 'constructs';
import type { Env as CountEnv } from '../../functions/reporting/count-events.env.ts';
import type { Compartment } from '../ledger/compartment.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { ofPeriods, type ReportingState } from './reporting-state.ts';

export interface CountingProps {
  readonly foundation: Foundation;
  readonly compartments: readonly Compartment[];
  readonly state: ReportingState;
}

/**
 * Counts what ledgers tell of, from their events alone: no function here may read a demand, or what was counted. That of the
 * cleared ledger reaches the table of national-security process and no other; demands from before there was a compartment
 * still move in the open one, so that its function writes to both.
 */
export class Counting extends Construct {
  constructor(scope: Construct, id: string, { foundation, compartments, state }: CountingProps) {
    super(scope, id);
    const { keys } = foundation;
    const { reports, nationalSecurity } = state;
    for (const compartment of compartments) {
      const isOpen = compartment.name === 'open';
      const countEvents = new DueFunction<CountEnv>(this, compartment.idOf('CountEvents'), {
        foundation,
        handler: 'reporting/count-events',
        kind: 'stream',
        environment: {
          REPORTS_TABLE: isOpen ? reports.tableName : '',
          NATIONAL_SECURITY_TABLE: nationalSecurity.tableName,
          METRICS_NAMESPACE: isOpen ? foundation.alarms.namespace : 'none',
        },
      });
      for (const table of isOpen ? [reports, nationalSecurity] : [nationalSecurity])
        allow(countEvents, {
          actions: ['dynamodb:PutItem'],
          resources: [table.tableArn],
          conditions: ofPeriods,
        });
      if (isOpen) keys.reports.letUse(countEvents, 'dynamodb', 'write');
      keys.nationalSecurity.letUse(countEvents, 'dynamodb', 'write');
      compartment.feed(countEvents);
    }
  }
}
