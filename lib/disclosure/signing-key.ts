import { Aws, Duration } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  AnyPrincipal,
  type IRole,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { allow } from '../shared/allow.ts';
import type { DueFunction } from '../shared/due-function.ts';
import type { Stage } from '../shared/stage.ts';

/** Administration without use: none of these signs. `Get*` includes the public key, which is for everyone. */
const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
];

/** The key that signs disclosures (ECDSA on P-256). One role signs with it; no policy elsewhere can allow another. */
export class SigningKey extends Key {
  constructor(scope: Construct, id: string, { stage, signer }: { stage: Stage; signer: IRole }) {
    super(scope, id, {
      description: `Due Process ${stage.name}: signature of disclosures`,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(stage.keyPendingDays),
      removalPolicy: stage.removalPolicy,
      // The default policy would hand `kms:*` to the account's own policies, and with it the right to sign.
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'AdministrationByTheAccount',
            principals: [new AccountRootPrincipal()],
            actions: ADMINISTRATION,
            resources: ['*'],
          }),
        ],
      }),
    });
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'SignatureByTheSeal',
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

  /** The signer's own half of the permission. */
  letSign(fn: DueFunction): void {
    allow(fn, { actions: ['kms:GetPublicKey', 'kms:Sign'], resources: [this.keyArn] });
  }
}
