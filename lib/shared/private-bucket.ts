import { type Duration, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { allow } from './allow.ts';
import type { PurposeKey } from './purpose-key.ts';
import type { StateFoundation } from './state-foundation.ts';

type Own = 'cors' | 'versioned' | 'lifecycleRules' | 'objectLockEnabled' | 'objectLockDefaultRetention';
export interface PrivateBucketProps extends Pick<BucketProps, Own> {
  readonly foundation: StateFoundation;
  readonly key: PurposeKey;
  /** Presigned links are made to objects here, and none works for longer, whatever its maker asked for. */
  readonly linksFor?: Duration;
}

/** A bucket under its purpose's key, to which nobody comes but by grant and over TLS, and whose visits are logged. */
export class PrivateBucket extends Bucket {
  readonly #key: PurposeKey;

  constructor(scope: Construct, id: string, { foundation, key, linksFor, ...own }: PrivateBucketProps) {
    super(scope, id, {
      ...own,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      serverAccessLogsBucket: foundation.accessLogs,
      serverAccessLogsPrefix: `${scope.node.id}/${id}/`.toLowerCase(),
      removalPolicy: foundation.stage.removalPolicy,
      autoDeleteObjects: foundation.emptiesBuckets,
    });
    this.#key = key;
    if (!own.versioned)
      Validations.of(this).acknowledge({
        id: 'NIST.800.53.R5-S3BucketVersioningEnabled',
        reason:
          "What is here for a time (a harvest, a sample provider's mail) is to be gone when it goes: no version of a customer's data may stay behind.",
      });
    if (linksFor) this.addToResourcePolicy(noLinkOlderThan(linksFor, this));
    // A bucket that stays keeps what it demands of its callers.
    this.policy?.applyRemovalPolicy(foundation.stage.removalPolicy);
  }

  letGet(grantee: IConstruct & IGrantable, ...more: string[]): void {
    this.#letDo(grantee, ['s3:GetObject', ...more]);
    this.#key.letUse(grantee, 's3', 'read');
  }

  /** Objects whose keys begin so. */
  letGetBelow(grantee: IConstruct & IGrantable, prefix: string): void {
    this.#letDo(grantee, ['s3:GetObject'], prefix);
    this.#key.letUse(grantee, 's3', 'read');
  }

  /** Objects whose keys are as the pattern says. */
  letGetLike(grantee: IConstruct & IGrantable, keys: string): void {
    allow(grantee, {
      actions: ['s3:GetObject'],
      resources: [this.arnForObjects(keys)],
      wildcard: 'Objects of one kind, which the grantee itself writes.',
    });
    this.#key.letUse(grantee, 's3', 'read');
  }

  /** Lets what is here be told by its keys, and deleted; not read. */
  letEmpty(grantee: IConstruct & IGrantable): void {
    this.letTellAbsence(grantee);
    this.#letDo(grantee, ['s3:DeleteObject']);
  }

  /** Named versions of objects whose keys begin so. */
  letGetVersions(prefix: string, grantee: IConstruct & IGrantable): void {
    this.#letDo(grantee, ['s3:GetObjectVersion'], prefix);
    this.#key.letUse(grantee, 's3', 'read');
  }

  letPut(grantee: IConstruct & IGrantable, ...more: string[]): void {
    this.#letDo(grantee, ['s3:PutObject', ...more]);
    this.#key.letUse(grantee, 's3', 'write');
  }

  /** Lets objects be written under some keys where there is none yet, and nowhere over another. */
  letCreate(grantee: IConstruct & IGrantable, keys: string): void {
    allow(grantee, {
      actions: ['s3:PutObject'],
      resources: [this.arnForObjects(keys)],
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
      conditions: { Null: { 's3:if-none-match': 'false' } },
      wildcard: 'Under one prefix, which is part of the identity of who writes.',
    });
    this.#key.letUse(grantee, 's3', 'write');
  }

  /** The same of objects that are written in parts: an object is made of them only where there is none yet. */
  letCreateInParts(grantee: IConstruct & IGrantable, keys: string): void {
    this.letCreate(grantee, keys);
    allow(grantee, {
      actions: ['s3:PutObject'],
      resources: [this.arnForObjects(keys)],
      // An upload is begun, and its parts are written, by requests that make no object.
      conditions: { Bool: { 's3:ObjectCreationOperation': 'false' } },
      wildcard: 'Under one prefix, which is part of the identity of who writes.',
    });
    allow(grantee, {
      actions: ['s3:AbortMultipartUpload'],
      resources: [this.arnForObjects(keys)],
      wildcard: 'Under one prefix, which is part of the identity of who writes.',
    });
  }

  /** Lets a reader tell "there is none" from "you may not": without it S3 answers 403 to both. */
  letTellAbsence(grantee: IConstruct & IGrantable): void {
    allow(grantee, { actions: ['s3:ListBucket'], resources: [this.bucketArn] });
  }

  #letDo(grantee: IConstruct & IGrantable, actions: string[], prefix = ''): void {
    allow(grantee, {
      actions,
      resources: [this.arnForObjects(`${prefix}*`)],
      wildcard:
        'Objects of one bucket that holds one kind of thing; keys are made by our own code from ids and hashes.',
    });
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html: in milliseconds. */
const noLinkOlderThan = (age: Duration, bucket: Bucket) =>
  new PolicyStatement({
    sid: 'NoOldLink',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['s3:*'],
    resources: [bucket.arnForObjects('*')],
    conditions: { NumericGreaterThan: { 's3:signatureAge': age.toMilliseconds() } },
  });
