import { CfnOutput } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Compartment } from './compartment.ts';

/** What a person must know: that something waits for them, is due or is late, and how it went on. */
export const NOTICES: readonly string[] = [
  ...['demand.filed', 'demand.clarified', 'demand.withdrawn'],
  ...['review.requested', 'release.requested', 'clock.warned', 'clock.missed'],
  ...['demand.failed', 'notice.overdue', 'secrecy.recorded', 'secrecy.review-due'],
  ...['secrecy.expired', 'demand.claimed', 'demand.commented', 'demand.asked'],
  ...['objection.brought', 'objection.decided'],
  ...['review.decided', 'release.decided', 'disclosure.available', 'demand.refused', 'demand.closed'],
];

export interface NoticesProps {
  readonly compartment: Compartment;
  readonly bus: EventBus;
}

/**
 * A topic of one compartment, for pagers, chats and ticket systems: what of the bus a person must know. It carries what the bus
 * carries, and so no person, no account and no hash; who reads it opens the desk. Nobody subscribes by itself.
 */
export class Notices extends Construct {
  constructor(scope: Construct, id: string, { compartment, bus }: NoticesProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', {
      masterKey: compartment.key,
      enforceSSL: true,
      // SHA-256; the first version signs with SHA-1.
      signatureVersion: '2',
    });
    const rule = new Rule(this, 'Rule', {
      eventBus: bus,
      description: `What a person must know (${compartment.name})`,
      eventPattern: { source: ['due-process.ledger'], detailType: [...NOTICES] },
      // Not the library's own target: it would let the service use the key for whomever it works.
      targets: [{ bind: () => ({ arn: topic.topicArn }) }],
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NoticesOfThisRule',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
      }),
    );
    const output = compartment.idOf('NoticeTopicArn');
    new CfnOutput(this, output, { value: topic.topicArn }).overrideLogicalId(output);
  }
}
