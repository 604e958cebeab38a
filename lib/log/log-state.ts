import { CfnOutput } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { KeySpec } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { PrivateBucket } from '../shared/private-bucket.ts';
import type { PurposeKey } from '../shared/purpose-key.ts';
import { retention } from '../shared/retention.ts';
import { SigningKey } from '../shared/signing-key.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';

export interface LogStateProps {
  readonly foundation: StateFoundation;
  readonly key: PurposeKey;
  /** Its name in checkpoints. */
  readonly origin: string;
  /** What its outputs' names begin with. */
  readonly output: string;
}

/** What a log is made of, the key that signs it, and the one identity that may sign. */
export class LogState extends Construct {
  /** Batches and proofs: they name demands. */
  readonly archive: PrivateBucket;
  /** Checkpoints and tiles: they name nothing. */
  readonly published: PrivateBucket;
  readonly signingKey: SigningKey;
  readonly role: Role;
  readonly origin: string;

  constructor(scope: Construct, id: string, { foundation, key, origin, output }: LogStateProps) {
    super(scope, id);
    const { stage } = foundation;
    this.origin = origin;
    const common = {
      foundation,
      key,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: retention(stage.log.lock),
    };
    this.archive = new PrivateBucket(this, 'Archive', common);
    this.published = new PrivateBucket(this, 'Published', common);
    this.role = new Role(this, 'LogRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'log/run-epoch of Due Process',
    });
    // Without it nobody can sign, and the key's policy would name a role that is no more.
    this.role.applyRemovalPolicy(stage.removalPolicy);
    this.signingKey = new SigningKey(this, 'Key', {
      owner: foundation.owner,
      signer: this.role,
      of: `the log ${origin}`,
      by: 'TheLog',
      spec: KeySpec.ECC_NIST_EDWARDS25519,
    });
    // For whoever checks the log, or holds ledgers against it.
    for (const [name, value] of [
      ['Archive', this.archive.bucketName],
      ['Bucket', this.published.bucketName],
      ['KeyArn', this.signingKey.keyArn],
    ] as const)
      new CfnOutput(this, `${name}Output`, { value }).overrideLogicalId(`${output}${name}`);
  }
}
