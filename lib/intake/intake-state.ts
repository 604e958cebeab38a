import { Duration } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { type CfnBucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { FILED_TAG } from '../../functions/intake/documents.bucket.ts';
import { ATTEMPTS_TABLE_KEYS, ATTEMPTS_TTL } from '../../functions/shared/attempts.table.ts';
import { PrivateBucket } from '../shared/private-bucket.ts';
import { retention } from '../shared/retention.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';
import { fromPages } from '../web/from-pages.ts';
import { People } from './people.ts';

/** The documents of demands, the people who may sign in, and what was tried and refused. */
export class IntakeState extends Construct {
  readonly documents: PrivateBucket;
  readonly people: People;
  readonly attempts: Table;

  constructor(scope: Construct, id: string, { foundation }: { foundation: StateFoundation }) {
    super(scope, id);
    const { pages } = foundation.deployment;
    this.documents = new PrivateBucket(this, 'Documents', {
      foundation,
      key: foundation.keys.documents,
      // A document is evidence: a second upload to its key does not take the first away, and nobody deletes it.
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: retention(foundation.stage.objectLock),
      lifecycleRules: [
        {
          id: 'Unfiled',
          tagFilters: { [FILED_TAG]: 'no' },
          expiration: Duration.days(2),
          noncurrentVersionExpiration: Duration.days(1),
        },
        {
          id: 'Filed',
          expiration: Duration.days(foundation.stage.documentDays),
          noncurrentVersionExpiration: Duration.days(foundation.stage.documentDays),
        },
        { id: 'Markers', expiredObjectDeleteMarker: true },
      ],
      linksFor: Duration.minutes(16),
      ...(pages ? { cors: [fromPages(pages, HttpMethods.PUT)] } : {}),
    });
    // EventBridge hears of every upload. The CDK's own way would have a function of its own do it.
    (this.documents.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    this.people = new People(this, 'People', foundation);
    const { stage, keys } = foundation;
    this.attempts = new Table(this, 'Attempts', {
      partitionKey: { name: ATTEMPTS_TABLE_KEYS.partitionKey, type: AttributeType.STRING },
      sortKey: { name: ATTEMPTS_TABLE_KEYS.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: keys.operations,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: ATTEMPTS_TTL,
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
    });
  }
}
