import { Duration } from 'aws-cdk-lib';
import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  PeriodOverride,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Foundation } from '../shared/foundation.ts';

export interface DashboardProps {
  readonly foundation: Foundation;
}

/** What `functions/reporting/business-metrics.ts` counts, and what is to be done where it is bad. */
const SHOWN = [
  { metric: 'Received', says: 'Demands received' },
  { metric: 'Decided', says: 'Demands decided, by people or by the law alone' },
  { metric: 'Disclosed', says: 'Packages made available' },
  { metric: 'Overdue', says: 'Dates missed', section: 'a-date-was-missed' },
  { metric: 'Failed', says: 'Demands that failed', section: 'a-demand-failed' },
] as const;

const HOUR = Duration.hours(1);
const WIDTH = 12;

/**
 * How the work goes, for who runs the service: counts by instrument and in all, each with the section of the runbook that
 * belongs to its alarm. National-security process is in none of them.
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { foundation }: DashboardProps) {
    super(scope, id);
    const { namespace } = foundation.alarms;
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(7),
      periodOverride: PeriodOverride.INHERIT,
    });
    dashboard.addWidgets(new TextWidget({ width: 2 * WIDTH, height: 4, markdown: INTRODUCTION }));
    for (const { metric, says, ...more } of SHOWN)
      dashboard.addWidgets(
        graph(says, [found(namespace, metric, 'all')], more),
        graph(`${says}, by instrument`, [found(namespace, metric)], more),
      );
    dashboard.addWidgets(
      graph('Events set aside', [found(namespace, 'Parked'), found(namespace, 'Parked', 'all', 'service')], {
        section: 'events-are-parked',
      }),
    );
  }
}

/** Metrics are made as instruments occur: they are searched for, since nobody knows them all beforehand. */
function found(namespace: string, metric: string, sum?: 'all', dimensions = 'instrument,service'): IMetric {
  const search = `SEARCH('{${namespace},${dimensions}} MetricName="${metric}"', 'Sum', ${HOUR.toSeconds()})`;
  return new MathExpression({
    expression: sum ? `SUM(${search})` : search,
    label: sum ? metric : '',
    usingMetrics: {},
    period: HOUR,
  });
}

const graph = (says: string, left: IMetric[], { section }: { section?: string }) =>
  new GraphWidget({ title: section ? `${says} (docs/runbook.md#${section})` : says, left, width: WIDTH });

const INTRODUCTION = [
  '# Due Process',
  'Counts of each hour, of demands that are no secret. They are for running the service: reports are counted from ledgers.',
  '',
  ...SHOWN.flatMap((shown) =>
    'section' in shown ? [`- ${shown.says}: docs/runbook.md#${shown.section}`] : [],
  ),
  '- events that were set aside: docs/runbook.md#events-are-parked',
].join('\n');
