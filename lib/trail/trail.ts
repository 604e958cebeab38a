import { Aws, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import type { ProviderStores } from '../provider/provider-stores.ts';
import type { Service } from '../service.ts';
import type { Alarms } from '../shared/alarms.ts';
import { PrivateBucket } from '../shared/private-bucket.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';
import { PagesBucket } from '../web/pages-state.ts';
import type { TrailState } from './trail-state.ts';
import { watchTrail } from './watch-trail.ts';

export interface TrailProps {
  readonly foundation: StateFoundation;
  readonly alarms: Alarms;
  readonly state: TrailState;
  /** Every table and bucket in it is recorded. */
  readonly stores: IConstruct;
  readonly service: Service;
}

type Selector = CfnTrail.AdvancedEventSelectorProperty;

/**
 * CloudTrail's record of who called AWS: all management calls of the account in all regions, each read and write of our
 * own tables and buckets by anyone, and each of the provider's stores by us. What the provider's own systems do with
 * its stores is not recorded here: there is far more of it, and it is the provider's to watch. Nor is what readers take
 * from the stream of a table, which is asked several times a second; their roles are watched instead.
 */
export class Trail extends Construct {
  constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    const { foundation, alarms, state, stores, service } = props;
    const { stage, keys } = foundation;
    const { stackName } = Stack.of(service);
    const events = new LogGroup(this, 'Events', {
      retention: stage.logRetention,
      encryptionKey: keys.operations,
      removalPolicy: stage.removalPolicy,
    });
    const writer = new Role(this, 'Writer', {
      assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com'),
      description: 'Writes the trail to its log group',
    });
    events.grantWrite(writer);
    const trail = new CfnTrail(this, 'Trail', {
      trailName: state.trailName,
      s3BucketName: state.bucket.bucketName,
      kmsKeyId: state.key.keyArn,
      cloudWatchLogsLogGroupArn: events.logGroupArn,
      cloudWatchLogsRoleArn: writer.roleArn,
      enableLogFileValidation: true,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: true,
      isLogging: true,
      advancedEventSelectors: [
        { name: 'Management', fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }] },
        ...ownStores(stores, state.bucket),
        ...storesReadByUs(service.provider, stackName),
      ],
    });
    trail.node.addDependency(writer);
    watchTrail(this, {
      alarms,
      events,
      stackName,
      retrievalRole: service.retrievalRole,
      keysIn: stores,
    });
  }
}

const data = (name: string, type: string, ...fields: CfnTrail.AdvancedFieldSelectorProperty[]): Selector => ({
  name,
  fieldSelectors: [
    { field: 'eventCategory', equalTo: ['Data'] },
    { field: 'resources.type', equalTo: [type] },
    ...fields,
  ],
});
const TABLE = 'AWS::DynamoDB::Table';
const OBJECT = 'AWS::S3::Object';

/** Without the trail's own bucket, whose record of a delivery would be a delivery. */
function ownStores(stores: IConstruct, trailBucket: PrivateBucket): Selector[] {
  const all = stores.node.findAll();
  const tables = all.filter((one) => one instanceof Table || one instanceof TableV2);
  const buckets = all
    .filter((one) => one instanceof PrivateBucket || one instanceof PagesBucket)
    .filter((one) => one !== trailBucket);
  return [
    data('Our tables', TABLE, { field: 'resources.ARN', equalTo: tables.map(({ tableArn }) => tableArn) }),
    data('Our buckets', OBJECT, {
      field: 'resources.ARN',
      startsWith: buckets.map((bucket) => bucket.arnForObjects('')),
    }),
  ];
}

function storesReadByUs(provider: ProviderStores, stackName: string): Selector[] {
  const byUs = {
    field: 'userIdentity.arn',
    startsWith: [`arn:${Aws.PARTITION}:sts::${Aws.ACCOUNT_ID}:assumed-role/${stackName}-`],
  };
  const tables = [provider.directory, ...Object.values(provider.tables)].map(({ tableArn }) => tableArn);
  const objects = Object.values(provider.buckets).map((bucket) => bucket.arnForObjects(''));
  return [
    data("The provider's tables, by us", TABLE, { field: 'resources.ARN', equalTo: tables }, byUs),
    data("The provider's buckets, by us", OBJECT, { field: 'resources.ARN', startsWith: objects }, byUs),
  ];
}
