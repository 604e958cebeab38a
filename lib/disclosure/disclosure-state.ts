import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { KeySpec } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { PrivateBucket } from '../shared/private-bucket.ts';
import { retention } from '../shared/retention.ts';
import { SigningKey } from '../shared/signing-key.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';

/** Sealed packages, the key that signs them, and the one identity that may sign. */
export class DisclosureState extends Construct {
  readonly disclosures: PrivateBucket;
  readonly signingKey: SigningKey;
  /** Stands beside its key, whose policy names it and nobody else. What else it may do is said where its function is. */
  readonly sealRole: Role;

  constructor(scope: Construct, id: string, { foundation }: { foundation: StateFoundation }) {
    super(scope, id);
    const { stage, keys } = foundation;
    this.disclosures = new PrivateBucket(this, 'Disclosures', {
      foundation,
      key: keys.disclosures,
      versioned: true,
      linksFor: Duration.minutes(6),
      objectLockEnabled: true,
      objectLockDefaultRetention: retention(stage.objectLock),
    });
    this.sealRole = new Role(this, 'SealRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'disclosure/seal of Due Process',
    });
    // Without it nobody can sign, and the key's policy would name a role that is no more.
    this.sealRole.applyRemovalPolicy(stage.removalPolicy);
    this.signingKey = new SigningKey(this, 'SigningKey', {
      owner: foundation.owner,
      signer: this.sealRole,
      of: 'disclosures',
      by: 'TheSeal',
      spec: KeySpec.ECC_NIST_P256,
    });
  }
}
