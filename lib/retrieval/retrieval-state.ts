import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { HARVEST_KEPT_DAYS } from '../../functions/retrieval/harvest.bucket.ts';
import { PrivateBucket } from '../shared/private-bucket.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';

/** What was read and is not sealed yet. */
export class RetrievalState extends Construct {
  readonly harvest: PrivateBucket;
  /** What was there when a demand arrived, as long as it may be needed. */
  readonly frozen: PrivateBucket;

  constructor(scope: Construct, id: string, { foundation }: { foundation: StateFoundation }) {
    super(scope, id);
    this.harvest = new PrivateBucket(this, 'Harvest', {
      foundation,
      key: foundation.keys.disclosures,
      // A working area: what was sealed stands in the package, and what was not has no business to stay.
      lifecycleRules: [
        {
          expiration: Duration.days(HARVEST_KEPT_DAYS),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    this.frozen = new PrivateBucket(this, 'Frozen', {
      foundation,
      key: foundation.keys.disclosures,
      // No object goes by itself: what is frozen ends with its demand or its preservation, and the ledger tells of it.
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
  }
}
