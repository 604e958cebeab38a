import { asNumber, asObject, asString, type Json, optional, strings } from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { PlayedResource, StackModel } from '../template/stack-model.ts';
import { parsePolicy, type Statement } from './statement.ts';

export type Role = {
  readonly arn: string;
  readonly name: string;
  readonly permissions: readonly Statement[];
  readonly trust: readonly Statement[];
  readonly maxSessionSeconds: number;
  readonly tags: Readonly<Record<string, string>>;
};

/** AWS's own policies that CDK attaches; what they allow (logs, traces, networks) has no counterpart here. */
const AWS_MANAGED_WITHOUT_EFFECT = [
  'AWSLambdaBasicExecutionRole',
  'AWSLambdaVPCAccessExecutionRole',
  'AWSXRayDaemonWriteAccess',
  'CloudWatchLambdaInsightsExecutionRolePolicy',
  'AmazonAPIGatewayPushToCloudWatchLogs',
];

function policyOf(document: Json | undefined, owner: string): Statement[] {
  try {
    return parsePolicy(document ?? null);
  } catch (error) {
    throw new Refused([`${error instanceof Error ? error.message : String(error)} (${owner})`]);
  }
}

const keyValues = (value: Json | undefined): Record<string, string> =>
  Object.fromEntries(
    (Array.isArray(value) ? value : []).map((tag) => {
      const { Key: key, Value: text } = asObject(tag, 'Tag');
      return [asString(key, 'Tag.Key'), asString(text, 'Tag.Value')];
    }),
  );

function readRole(
  role: PlayedResource,
  attached: readonly PlayedResource[],
  managed: Map<string, PlayedResource>,
): Role {
  const { properties, ref, arn, logicalId } = role;
  const inline = (Array.isArray(properties.Policies) ? properties.Policies : []).flatMap((policy) =>
    policyOf(asObject(policy, `${logicalId}.Policies`).PolicyDocument, logicalId),
  );
  const byArn = strings(properties.ManagedPolicyArns, `${logicalId}.ManagedPolicyArns`).flatMap(
    (policyArn) => {
      const own = managed.get(policyArn);
      if (own !== undefined) return policyOf(own.properties.PolicyDocument, own.logicalId);
      if (AWS_MANAGED_WITHOUT_EFFECT.some((name) => policyArn.endsWith(`/${name}`))) return [];
      throw new Refused([`the AWS-managed policy ${policyArn} (${logicalId})`]);
    },
  );
  const byName = attached
    .filter((policy) => strings(policy.properties.Roles, `${policy.logicalId}.Roles`).includes(ref))
    .flatMap((policy) => policyOf(policy.properties.PolicyDocument, policy.logicalId));
  return {
    arn,
    name: ref,
    permissions: [...inline, ...byArn, ...byName],
    trust: policyOf(properties.AssumeRolePolicyDocument, logicalId),
    maxSessionSeconds:
      optional(properties.MaxSessionDuration, `${logicalId}.MaxSessionDuration`, asNumber) ?? 3600,
    tags: keyValues(properties.Tags),
  };
}

/** Every role of the stack by ARN, with all policies attached to it. */
export function readRoles(stack: StackModel): Map<string, Role> {
  const attached = stack.byType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy');
  const managed = new Map(stack.byType('AWS::IAM::ManagedPolicy').map((policy) => [policy.ref, policy]));
  return new Map(stack.byType('AWS::IAM::Role').map((role) => [role.arn, readRole(role, attached, managed)]));
}
