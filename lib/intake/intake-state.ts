import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateBucket } from '../shared/private-bucket.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';
import { People } from './people.ts';

/** The documents of demands, and the people who may sign in. */
export class IntakeState extends Construct {
  readonly documents: PrivateBucket;
  readonly people: People;

  constructor(scope: Construct, id: string, { foundation }: { foundation: StateFoundation }) {
    super(scope, id);
    this.documents = new PrivateBucket(this, 'Documents', {
      foundation,
      key: foundation.keys.documents,
      // A document is evidence: a second upload to its key does not take the first away.
      versioned: true,
      linksFor: Duration.minutes(16),
    });
    this.people = new People(this, 'People', foundation);
  }
}
