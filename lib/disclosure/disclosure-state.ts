import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { KeySpec } from 'aws-cdk-lib/aws-kms';
import { HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PrivateBucket } from '../shared/private-bucket.ts';
import { retention } from '../shared/retention.ts';
import { SigningKey } from '../shared/signing-key.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';
import { fromPages } from '../web/from-pages.ts';

/** Sealed packages, the key that signs them, and the one identity that may sign. */
export class DisclosureState extends Construct {
  readonly disclosures: PrivateBucket;
  readonly signingKey: SigningKey;
  /** Stands beside its key, whose policy names it and nobody else. What else it may do is said where its function is. */
  readonly sealRole: Role;

  constructor(scope: Construct, id: string, { foundation }: { foundation: StateFoundation }) {
    super(scope, id);
    const {
      stage,
      keys,
      deployment: { pages },
    } = foundation;
    this.disclosures = new PrivateBucket(this, 'Disclosures', {
      foundation,
      key: keys.disclosures,
      versioned: true,
      linksFor: Duration.minutes(1),
      objectLockEnabled: true,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      objectLockDefaultRetention: retention(stage.objectLock),
      ...(pages ? { cors: [fromPages(pages, HttpMethods.GET)] } : {}),
    });
    this.sealRole = new Role(this, 'SealRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'disclosure/seal of Due Process',
    });
    // Without it nobody can sign, and the key's policy would name a role that is no more.
    this.sealRole.applyRemovalPolicy(stage.removalPolicy);
    const signingKey = (number: number) =>
      new SigningKey(this, number === 0 ? 'SigningKey' : `SigningKey${number + 1}`, {
        owner: foundation.owner,
        signer: this.sealRole,
        of: 'disclosures',
        by: 'TheSeal',
        spec: KeySpec.ECC_NIST_P256,
      });
    for (const number of stage.signingKeys.former.keys()) {
      // The service names it until it is deployed in its turn, and again where that is rolled back.
      const former = signingKey(number);
      for (const value of [former.keyId, former.keyArn]) Stack.of(this).exportValue(value);
    }
    this.signingKey = signingKey(stage.signingKeys.former.length);
  }
}
