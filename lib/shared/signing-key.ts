import { Aws, Duration } from 'aws-cdk-lib';
import { AnyPrincipal, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, type KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { allow } from './allow.ts';
import type { DueFunction } from './due-function.ts';
import { type KeyOwner, keyPolicy } from './key-policy.ts';

export interface SigningKeyProps {
  readonly owner: KeyOwner;
  readonly signer: IRole;
  /** What it signs, such as `disclosures`. */
  readonly of: string;
  /** Who signs, as statements of its policy call it, such as `TheSeal`. */
  readonly by: string;
  readonly spec: KeySpec;
}

/** A key that signs. One role signs with it; no policy elsewhere can allow another. */
export class SigningKey extends Key {
  constructor(scope: Construct, id: string, { owner, signer, of, by, spec }: SigningKeyProps) {
    const { stage } = owner;
    super(scope, id, {
      description: `Due Process ${stage.name}: signature of ${of}`,
      keySpec: spec,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(stage.keyPendingDays),
      removalPolicy: stage.removalPolicy,
      // The default policy would hand `kms:*` to the account's own policies, and with it the right to sign.
      policy: keyPolicy(owner),
    });
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: `SignatureBy${by}`,
        principals: [signer],
        actions: ['kms:GetPublicKey', 'kms:Sign'],
        resources: ['*'],
        conditions: { StringEquals: { 'kms:CallerAccount': Aws.ACCOUNT_ID } },
      }),
    );
    this.addToResourcePolicy(
      PolicyStatement.fromJson({
        Sid: 'SignatureByNobodyElse',
        Effect: 'Deny',
        Principal: new AnyPrincipal().policyFragment.principalJson,
        Action: ['kms:CreateGrant', 'kms:Sign'],
        Resource: '*',
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': signer.roleArn } },
      }),
    );
  }

  /** Tell everyone its public half, which the account's own policies allow. */
  letShow(fn: DueFunction): void {
    allow(fn, { actions: ['kms:GetPublicKey'], resources: [this.keyArn] });
  }

  /** The signer's own half of the permission. */
  letSign(fn: DueFunction): void {
    allow(fn, { actions: ['kms:GetPublicKey', 'kms:Sign'], resources: [this.keyArn] });
  }
}
