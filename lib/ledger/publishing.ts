import { CfnOutput, Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Env as PublishEnv } from '../../functions/ledger/publish-events.env.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { Compartment } from './compartment.ts';
import { Notices } from './notices.ts';

const ARCHIVE_DAYS = 400;

export interface PublishingProps {
  readonly foundation: Foundation;
  readonly compartments: readonly Compartment[];
}

/** The buses on which a provider's own systems follow the ledgers, one for each compartment. */
export class Publishing extends Construct {
  constructor(scope: Construct, id: string, { foundation, compartments }: PublishingProps) {
    super(scope, id);
    for (const compartment of compartments) {
      const bus = new EventBus(this, compartment.idOf('Bus'), {
        description: `Ledger events, for systems of the provider (${compartment.name})`,
      });
      // A rule that was missing for a time loses nothing: what went over the bus can be sent over it again.
      bus.archive(compartment.idOf('Archive'), {
        eventPattern: { source: ['due-process.ledger'] },
        retention: Duration.days(ARCHIVE_DAYS),
      });
      new Notices(this, compartment.idOf('Notices'), { compartment, bus });
      const publishEvents = new DueFunction<PublishEnv>(this, compartment.idOf('PublishEvents'), {
        foundation,
        handler: 'ledger/publish-events',
        kind: 'stream',
        environment: { EVENT_BUS_NAME: bus.eventBusName },
      });
      allow(publishEvents, { actions: ['events:PutEvents'], resources: [bus.eventBusArn] });
      compartment.feed(publishEvents);
      // A provider's own systems make their rules on it.
      const output = compartment.idOf('EventBusArn');
      new CfnOutput(this, output, { value: bus.eventBusArn }).overrideLogicalId(output);
    }
  }
}
