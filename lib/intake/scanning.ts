import { Aws, CfnCondition, Duration, Fn } from 'aws-cdk-lib';
import { type CfnRule, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Env as ScanEnv } from '../../functions/intake/scan-document.env.ts';
import type { Compartment } from '../ledger/compartment.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { ParkedQueue } from '../shared/parked-queue.ts';
import type { PrivateBucket } from '../shared/private-bucket.ts';
import { textParameter } from './oidc-issuer.ts';

export interface ScanningProps {
  readonly foundation: Foundation;
  readonly documents: PrivateBucket;
  readonly compartment: Compartment;
}

/** Has a scanner of the provider's look at every upload. Where none is named, all stay unscanned. */
export class Scanning extends Construct {
  constructor(scope: Construct, id: string, { foundation, documents, compartment }: ScanningProps) {
    super(scope, id);
    const parked = new ParkedQueue(this, 'Parked', foundation.stage);
    const { scanner, isNamed } =
      foundation.stage.provider === 'sample' ? this.#sample(foundation) : this.#named();
    const scan = new DueFunction<ScanEnv>(this, 'ScanDocument', {
      foundation,
      handler: 'intake/scan-document',
      kind: 'step',
      environment: {
        WORK_TABLE: compartment.workTableName,
        DOCUMENTS_BUCKET: documents.bucketName,
        SCANNER: scanner,
      },
    });
    const uploads = this.#uploads(foundation, scan, parked);
    compartment.letKeepScans(scan);
    documents.letGetVersions('', scan);
    allow(scan, { actions: ['lambda:InvokeFunction'], resources: [scanner] });
    const rule = new Rule(this, 'Uploads', {
      description: 'Every document that is uploaded',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [documents.bucketName] } },
      },
      targets: [new SqsQueue(uploads, { deadLetterQueue: parked })],
    });
    // Not a condition on the rule: what lets it call would name a rule that is not there.
    if (isNamed)
      (rule.node.defaultChild as CfnRule).state = Fn.conditionIf(
        isNamed.logicalId,
        'ENABLED',
        'DISABLED',
      ).toString();
    foundation.alarms.onAnythingIn(parked, 'Documents could not be scanned.', 'documents-are-not-scanned');
    foundation.alarms.watch(uploads, 'Age', {
      metric: uploads.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: Duration.minutes(15).toSeconds(),
      when: 'reached',
      says: 'Documents wait for the scanner.',
      section: 'documents-are-not-scanned',
    });
  }

  /**
   * Uploads wait here, and come again every two minutes for an hour while they cannot be scanned: Lambda by itself tries an event
   * three times within minutes, and what a database that is away for ten minutes keeps from being written would be lost.
   */
  #uploads({ stage }: Foundation, scan: DueFunction<ScanEnv>, parked: ParkedQueue): Queue {
    const uploads = new Queue(this, 'Waiting', {
      // Messages name an upload by its hash; SQS's own key does for them, and EventBridge needs no right to another.
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.minutes(2),
      deadLetterQueue: { queue: parked, maxReceiveCount: 30 },
      removalPolicy: stage.removalPolicy,
    });
    allow(scan, {
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [uploads.queueArn],
    });
    new EventSourceMapping(this, 'Mapping', {
      target: scan.live,
      eventSourceArn: uploads.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
    });
    return uploads;
  }

  #sample(foundation: Foundation): { scanner: string; isNamed: undefined } {
    const sample = new DueFunction<Record<string, never>>(this, 'SampleScanner', {
      foundation,
      handler: 'provider/scan-sample',
      kind: 'api',
      environment: {},
    });
    return { scanner: sample.live.functionArn, isNamed: undefined };
  }

  #named(): { scanner: string; isNamed: CfnCondition } {
    const { valueAsString } = textParameter(this, 'DocumentScanner', {
      preset: '',
      description: 'ARN of the function that scans documents before anyone opens them; empty: none.',
    });
    const isNamed = new CfnCondition(this, 'HasScanner', {
      expression: Fn.conditionNot(Fn.conditionEquals(valueAsString, '')),
    });
    isNamed.overrideLogicalId('HasScanner');
    // A policy must name something: a function that nobody has.
    const nobody = `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:no-scanner`;
    return { scanner: Fn.conditionIf(isNamed.logicalId, valueAsString, nobody).toString(), isNamed };
  }
}
