import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** Sections of docs/runbook.md. */
export type RunbookSection =
  | 'a-function-fails'
  | 'a-demand-failed'
  | 'a-demand-stays-failed'
  | 'something-due-is-parked'
  | 'something-was-not-frozen'
  | 'a-date-was-missed'
  | 'a-package-arrived-altered'
  | 'a-package-has-no-timestamp'
  | 'the-api-fails'
  | 'a-sweep-is-silent'
  | 'a-reader-lags'
  | 'events-are-parked'
  | 'a-schedule-missed'
  | 'limits-are-not-counted'
  | 'documents-are-not-scanned'
  | 'the-log-is-silent-or-forked'
  | 'something-is-throttled'
  | 'the-authorizer-fails'
  | 'attempts-are-refused'
  | 'customer-data-by-another-way'
  | 'a-store-is-read-by-a-stranger'
  | 'a-key-was-changed'
  | 'a-store-was-changed'
  | 'a-right-was-changed'
  | 'the-trail-was-changed'
  | 'the-trail-is-silent';

type Watched = Construct & { readonly lambda: LambdaFunction };

interface Watch {
  readonly metric: IMetric;
  readonly threshold: number;
  /** Whether reaching the threshold is bad, or staying below it. */
  readonly when: 'reached' | 'below';
  readonly periods?: number;
  /** What a missing datum means: for counts nothing happened; for a heartbeat, that is the alarm. */
  readonly missing?: TreatMissingData;
  readonly says: string;
  readonly section: RunbookSection;
}

interface Logged {
  /** Of functions/shared/logger.ts. */
  readonly code: string;
  readonly says: string;
  readonly section: RunbookSection;
}

interface Lines {
  readonly logGroup: ILogGroup;
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html: at most 1,024 characters. */
  readonly pattern: string;
}
interface Counted extends Lines {
  readonly metricName: string;
}
interface LinesWatch extends Pick<Watch, 'says' | 'section'> {
  readonly lines: readonly Lines[];
  readonly threshold?: number;
  readonly period?: Duration;
}

const PERIOD = Duration.minutes(5);

/** Alarms on single metrics, each with the section of the runbook that says what to do. */
export class Alarms extends Construct {
  /** What is counted of our own is filed under the stage, since functions of several stacks add to one count. */
  readonly namespace: string;
  readonly #topic: ITopic;

  constructor(scope: Construct, id: string, { topic, stage }: { topic: ITopic; stage: Stage }) {
    super(scope, id);
    this.namespace = `DueProcess/${stage.name}`;
    this.#topic = topic;
  }

  onErrorsOf(fn: Watched): void {
    this.watch(fn, 'Errors', {
      metric: fn.lambda.metricErrors({ period: PERIOD }),
      threshold: 1,
      when: 'reached',
      says: `${fn.node.id} failed.`,
      section: 'a-function-fails',
    });
  }

  /** Of any function of the account, since all share its concurrency: who is refused a turn waits, and a caller gets 500. */
  onThrottlesOfFunctions(scope: Construct): void {
    this.watch(scope, 'FunctionThrottles', {
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Throttles',
        period: PERIOD,
        statistic: 'Sum',
      }),
      threshold: 1,
      when: 'reached',
      says: 'A function was refused a turn.',
      section: 'something-is-throttled',
    });
  }

  onThrottlesOfTable(table: Construct & Pick<ITable, 'metric'>): void {
    for (const metricName of ['ReadThrottleEvents', 'WriteThrottleEvents'])
      this.watch(table, metricName, {
        metric: table.metric(metricName, { period: PERIOD, statistic: 'Sum' }),
        threshold: 1,
        when: 'reached',
        says: 'A table turned calls away.',
        section: 'something-is-throttled',
      });
  }

  /** Counts lines of logs. Several groups may add to one count: each has a filter, and one alarm watches the sum. */
  onLines(scope: Construct, id: string, { lines, ...watch }: LinesWatch): void {
    for (const [index, { logGroup, pattern }] of lines.entries())
      this.countLines(scope, lines.length === 1 ? id : `${id}${index}`, {
        logGroup,
        pattern,
        metricName: id,
      });
    const metric = new Metric({
      namespace: this.namespace,
      metricName: id,
      period: watch.period ?? PERIOD,
      statistic: 'Sum',
    });
    this.watch(scope, id, { ...watch, metric, threshold: watch.threshold ?? 1, when: 'reached' });
  }

  countLines(scope: Construct, id: string, { logGroup, pattern, metricName }: Counted): void {
    new MetricFilter(scope, `${id}Lines`, {
      logGroup,
      filterPattern: FilterPattern.literal(pattern),
      metricNamespace: this.namespace,
      metricName,
      metricValue: '1',
    });
  }

  /** A dead man's switch: says so when a function that a schedule calls has not run for two periods. */
  onSilenceOf(fn: Watched, period: Duration): void {
    this.watch(fn, 'Silence', {
      metric: fn.lambda.metricInvocations({ period }),
      threshold: 1,
      when: 'below',
      periods: 2,
      missing: TreatMissingData.BREACHING,
      says: `${fn.node.id} has not run.`,
      section: 'a-sweep-is-silent',
    });
  }

  /** One alarm of all functions of a stack that write a code into their logs. */
  onLogged(fn: Watched, { code, says, section }: Logged): void {
    const metricNamespace = this.namespace;
    new MetricFilter(fn, code, {
      logGroup: fn.lambda.logGroup,
      filterPattern: FilterPattern.stringValue('$.code', '=', code),
      metricNamespace,
      metricName: code,
    });
    if (this.node.tryFindChild(`${code}Alarm`)) return;
    this.watch(this, code, {
      metric: new Metric({ namespace: metricNamespace, metricName: code, statistic: 'Sum', period: PERIOD }),
      threshold: 1,
      when: 'reached',
      says,
      section,
    });
  }

  onAnythingIn(queue: IQueue, says: string, section: RunbookSection): void {
    this.watch(queue, 'NotEmpty', {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: 'Maximum' }),
      threshold: 1,
      when: 'reached',
      says,
      section,
    });
  }

  /** The alarm stands in the tree beside what it watches. */
  watch(scope: Construct, id: string, watch: Watch): void {
    const alarm = new Alarm(scope, `${id}Alarm`, {
      metric: watch.metric,
      threshold: watch.threshold,
      evaluationPeriods: watch.periods ?? 1,
      comparisonOperator:
        watch.when === 'reached'
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: watch.missing ?? TreatMissingData.NOT_BREACHING,
      alarmDescription: `${watch.says} See docs/runbook.md#${watch.section}.`,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
  }
}
