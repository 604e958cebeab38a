import { Aws, CfnOutput, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PurposeKey } from './purpose-key.ts';
import type { Stage } from './stage.ts';

/** Sections of docs/runbook.md. */
export type RunbookSection =
  | 'a-function-fails'
  | 'a-demand-failed'
  | 'the-api-fails'
  | 'a-sweep-is-silent'
  | 'a-reader-lags'
  | 'events-are-parked'
  | 'a-schedule-missed';

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

const PERIOD = Duration.minutes(5);

/** Alarms on single metrics, each with the section of the runbook that says what to do. */
export class Alarms extends Construct {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, { stage, key }: { stage: Stage; key: PurposeKey }) {
    super(scope, id);
    this.#topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    // Enforcing TLS gives the topic a policy, which takes the place of SNS's own that lets the account's alarms in.
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.#topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    new CfnOutput(this, 'TopicArn', { value: this.#topic.topicArn }).overrideLogicalId('AlarmTopicArn');
    if (stage.alarmEmail) this.#topic.addSubscription(new EmailSubscription(stage.alarmEmail));
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
