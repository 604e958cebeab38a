import { Duration } from 'aws-cdk-lib';
import { Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import type { RetrievalRole } from '../retrieval/retrieval-role.ts';
import type { Alarms } from '../shared/alarms.ts';

export interface WatchTrailProps {
  readonly alarms: Alarms;
  /** What the names of all that the service is made of begin with. */
  readonly stackName: string;
  readonly events: LogGroup;
  readonly retrievalRole: RetrievalRole;
  /** Whose keys are watched. */
  readonly keysIn: IConstruct;
}

/**
 * What rings when the trail says that somebody went around the service. Events come a few minutes late. What CloudFormation
 * makes has the stack's name in its own, and so in the calls that are about it.
 */
export function watchTrail(scope: Construct, props: WatchTrailProps): void {
  const { alarms, events, stackName, retrievalRole, keysIn } = props;
  const lines = (...patterns: string[]) => patterns.map((pattern) => ({ logGroup: events, pattern }));
  const byHand = '$.sourceIPAddress != "cloudformation.amazonaws.com"';

  alarms.onLines(scope, 'RetrievalRoleTaken', {
    lines: lines(...takenByAnother(retrievalRole)),
    says: 'The role that reads customers was taken, or tried, by another way than the service.',
    section: 'customer-data-by-another-way',
  });
  alarms.onLines(scope, 'StrangerAtAStore', {
    lines: lines(
      all(
        '$.eventCategory = "Data"',
        '$.userIdentity.type != "AWSService"',
        any(
          '$.userIdentity.sessionContext.sessionIssuer.userName NOT EXISTS',
          `$.userIdentity.sessionContext.sessionIssuer.userName != "${stackName}-*"`,
        ),
      ),
    ),
    says: 'Somebody who is no function of ours read or wrote one of our tables or buckets, or tried.',
    section: 'a-store-is-read-by-a-stranger',
  });
  alarms.onLines(scope, 'KeyChanged', {
    lines: lines(...keysOf(keysIn).map(keyChanged)),
    says: 'A key is to be deleted, was switched off, or has another policy; or somebody tried.',
    section: 'a-key-was-changed',
  });
  alarms.onLines(scope, 'StoreChanged', {
    lines: lines(
      all(
        '$.eventCategory = "Management"',
        '$.eventSource = "dynamodb.amazonaws.com"',
        '$.readOnly IS FALSE',
        '$.sourceIPAddress != "backup.amazonaws.com"',
        any(
          ...['tableName', 'tableArn', 'sourceTableName', 'sourceTableArn', 'resourceArn'].map(
            (name) => `$.requestParameters.${name} = "*${stackName}-*"`,
          ),
        ),
      ),
      all(
        '$.eventCategory = "Management"',
        '$.eventSource = "s3.amazonaws.com"',
        '$.readOnly IS FALSE',
        `$.requestParameters.bucketName = "${stackName.toLowerCase()}-*"`,
      ),
    ),
    says: 'A table or bucket was changed or copied: its policy, lock, versions, stream or protection.',
    section: 'a-store-was-changed',
  });
  alarms.onLines(scope, 'ChangedByHand', {
    lines: lines(
      all(
        '$.eventCategory = "Management"',
        '$.readOnly IS FALSE',
        byHand,
        '$.eventName != "StartExecution"',
        '$.eventName != "CreateLogStream"',
        any(
          ...['functionName', 'roleName', 'stateMachineArn', 'name', 'rule', 'topicArn', 'logGroupName'].map(
            (name) => `$.requestParameters.${name} = "*${stackName}-*"`,
          ),
          `$.requestParameters.alarmNames[0] = "${stackName}-*"`,
          `$.responseElements.functionArn = "*:${stackName}-*"`,
        ),
      ),
      // Who has which role is kept in the pool, where there is one.
      all('$.eventSource = "cognito-idp.amazonaws.com"', '$.eventName = "AdminAddUserToGroup"'),
    ),
    says: 'A function, role, mapping, schedule, alarm or log was changed by hand, or somebody was given a role.',
    section: 'a-right-was-changed',
  });
  alarms.onLines(scope, 'TrailChanged', {
    lines: lines(
      all(
        '$.eventSource = "cloudtrail.amazonaws.com"',
        any(
          ...['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'].map(
            (name) => `$.eventName = "${name}"`,
          ),
        ),
      ),
    ),
    says: 'A trail was stopped, deleted or told to record something else.',
    section: 'the-trail-was-changed',
  });
  alarms.watch(scope, 'Silence', {
    metric: new Metric({
      namespace: 'AWS/Logs',
      metricName: 'IncomingLogEvents',
      dimensionsMap: { LogGroupName: events.logGroupName },
      period: Duration.hours(1),
      statistic: 'Sum',
    }),
    threshold: 1,
    when: 'below',
    missing: TreatMissingData.BREACHING,
    says: 'The trail says nothing, and every minute something happens.',
    section: 'the-trail-is-silent',
  });
}

const all = (...terms: string[]) => `{ ${terms.map(inBrackets).join(' && ')} }`;
const any = (...terms: string[]) => terms.map(inBrackets).join(' || ');
const inBrackets = (term: string) => `(${term})`;

const keysOf = (scope: IConstruct) => scope.node.findAll().filter((one) => one instanceof Key);

const CHANGES_OF_KEYS = [
  'ScheduleKeyDeletion',
  'DisableKey',
  'PutKeyPolicy',
  'RevokeGrant',
  'DisableKeyRotation',
];

function keyChanged({ keyArn, keyId }: Key): string {
  return all(
    '$.eventSource = "kms.amazonaws.com"',
    any(...CHANGES_OF_KEYS.map((name) => `$.eventName = "${name}"`)),
    any(
      `$.resources[0].ARN = "${keyArn}"`,
      `$.requestParameters.keyId = "*${keyId}*"`,
      // A refusal names the key in its text alone.
      `$.errorMessage = "*${keyId}*"`,
    ),
  );
}

/** Two patterns, since one of both could be too long. The trust policy refuses each; a refusal is a line too. */
function takenByAnother({ roleArn, takers }: RetrievalRole): string[] {
  const ofTheRole = [
    '$.eventName = "AssumeRole*"',
    any(`$.requestParameters.roleArn = "${roleArn}"`, `$.errorMessage = "*${roleArn}"`),
  ];
  const others = takers.map(({ roleName }) => inBrackets(`$.userIdentity.arn != "*/${roleName}/*"`));
  return [
    all(...ofTheRole, any('$.userIdentity.arn NOT EXISTS', others.join(' && '))),
    all(...ofTheRole, '$.requestParameters.sourceIdentity NOT EXISTS'),
  ];
}
