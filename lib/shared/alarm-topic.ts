import { Aws, CfnOutput } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Listeners } from '../stack-props.ts';
import type { PurposeKey } from './purpose-key.ts';

export interface AlarmTopicProps {
  readonly key: PurposeKey;
  readonly listeners: Listeners;
}

/** Where alarms of every stack go: a topic that is there already, or one of ours. */
export function alarmTopic(scope: Construct, id: string, { key, listeners }: AlarmTopicProps): ITopic {
  const { topicArn, email, url } = listeners;
  // Whoever names a topic has its policy say that CloudWatch may publish to it.
  const topic = topicArn ? Topic.fromTopicArn(scope, id, topicArn) : new AlarmTopic(scope, id, key);
  new CfnOutput(scope, `${id}Arn`, { value: topic.topicArn }).overrideLogicalId('AlarmTopicArn');
  if (email) topic.addSubscription(new EmailSubscription(email));
  if (url) topic.addSubscription(new UrlSubscription(url));
  return topic;
}

class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, masterKey: PurposeKey) {
    super(scope, id, { masterKey, enforceSSL: true });
    // Enforcing TLS gives the topic a policy, which takes the place of SNS's own that lets the account's alarms in.
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}
