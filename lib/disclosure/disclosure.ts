import { CfnOutput, Duration } from 'aws-cdk-lib';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Env as DeliverEnv } from '../../functions/disclosure/deliver.env.ts';
import type { Env as FetchEnv } from '../../functions/disclosure/fetch-disclosure.env.ts';
import { fetchDisclosureRoute } from '../../functions/disclosure/fetch-disclosure.route.ts';
import type { Env as SealEnv } from '../../functions/disclosure/seal.env.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { PrivateBucket } from '../shared/private-bucket.ts';
import type { Stage } from '../shared/stage.ts';
import { SigningKey } from './signing-key.ts';

export interface DisclosureProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly door: FrontDoor;
  readonly harvest: PrivateBucket;
}

/** Packs what was retrieved, signs it, and hands it over. */
export class Disclosure extends Construct {
  readonly steps: { readonly seal: DueFunction; readonly deliver: DueFunction };

  constructor(scope: Construct, id: string, { foundation, ledger, door, harvest }: DisclosureProps) {
    super(scope, id);
    const { stage, keys, alarms } = foundation;
    const disclosures = new PrivateBucket(this, 'Disclosures', {
      foundation,
      key: keys.disclosures,
      versioned: true,
      linksFor: Duration.minutes(6),
      objectLockEnabled: true,
      objectLockDefaultRetention: retentionOf(stage),
    });
    const signingKey = new SigningKey(this, 'SigningKey', { stage });

    const seal = new DueFunction<SealEnv>(this, 'Seal', {
      foundation,
      handler: 'disclosure/seal',
      kind: 'packer',
      environment: {
        DEMANDS_TABLE: ledger.tableName,
        HARVEST_BUCKET: harvest.bucketName,
        DISCLOSURES_BUCKET: disclosures.bucketName,
        SIGNING_KEY_ID: signingKey.keyId,
      },
    });
    ledger.letCommit(seal);
    harvest.letGet(seal);
    disclosures.letPut(seal, 's3:PutObjectRetention');
    disclosures.letGet(seal);
    signingKey.letSign(seal);

    const deliver = new DueFunction<DeliverEnv>(this, 'Deliver', {
      foundation,
      handler: 'disclosure/deliver',
      kind: 'step',
      environment: { DEMANDS_TABLE: ledger.tableName },
    });
    ledger.letCommit(deliver);
    this.steps = { seal, deliver };

    const fetchDisclosure = new DueFunction<FetchEnv>(this, 'FetchDisclosure', {
      foundation,
      handler: 'disclosure/fetch-disclosure',
      kind: 'api',
      environment: { DEMANDS_TABLE: ledger.tableName, DISCLOSURES_BUCKET: disclosures.bucketName },
    });
    ledger.letCommit(fetchDisclosure);
    disclosures.letGet(fetchDisclosure, 's3:GetObjectVersion');
    door.route(fetchDisclosureRoute, fetchDisclosure);
    alarms.onErrorsOf(fetchDisclosure);

    // Whoever verifies a disclosure asks for the public key once.
    new CfnOutput(this, 'SigningKeyArn', { value: signingKey.keyArn }).overrideLogicalId('SigningKeyArn');
  }
}

function retentionOf({ objectLock }: Stage): ObjectLockRetention {
  const period = Duration.days(objectLock.days);
  return objectLock.mode === 'compliance'
    ? ObjectLockRetention.compliance(period)
    : ObjectLockRetention.governance(period);
}
