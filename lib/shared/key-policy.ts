import { Aws } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  PolicyDocument,
  PolicyStatement,
  type PolicyStatementProps,
} from 'aws-cdk-lib/aws-iam';
import type { Stage } from './stage.ts';

export interface KeyOwner {
  readonly stage: Stage;
  /** Name of the role that may ask for a key's deletion where nobody else may. */
  readonly breakGlassRole?: string | undefined;
}

export interface KeyGuard extends KeyOwner {
  /** Whether what is under it is locked: then nobody asks for its deletion, since a lock without its key is void. */
  readonly outlivesLocks?: boolean;
}

/**
 * Administration without use: none of these reads, encrypts or signs. It goes to the account, whose own policies say to
 * whom; KMS refuses a policy that its author could not change again, so `kms:PutKeyPolicy` is among them.
 */
const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
];

/**
 * What a key's policy begins with, instead of `kms:*` for the account's policies. Where keys are to stay, their deletion
 * is for the break-glass role, who has to leave the longest time to take it back; without such a role, and for what is
 * locked, for nobody. Whoever may put a policy can take that away: it rings, and so does what would come next.
 */
export function keyPolicy({ stage, breakGlassRole, outlivesLocks = false }: KeyGuard): PolicyDocument {
  const deny = (sid: string, conditions?: PolicyStatementProps['conditions']) =>
    PolicyStatement.fromJson({
      Sid: sid,
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'kms:ScheduleKeyDeletion',
      Resource: '*',
      ...(conditions ? { Condition: conditions } : {}),
    });
  const glass = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${breakGlassRole}`;
  const guards = stage.keysGo
    ? []
    : breakGlassRole === undefined || outlivesLocks
      ? [deny('DeletionByNobody')]
      : [
          deny('DeletionByBreakingGlass', { ArnNotEquals: { 'aws:PrincipalArn': glass } }),
          deny('DeletionWithTimeToTakeItBack', {
            NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': stage.keyPendingDays },
          }),
        ];
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'AdministrationByTheAccount',
        principals: [new AccountRootPrincipal()],
        actions: ADMINISTRATION,
        resources: ['*'],
      }),
      ...guards,
    ],
  });
}
