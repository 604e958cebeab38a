import { type IResolvable, Reference, Stack, Tokenization, Validations } from 'aws-cdk-lib';
import { type Conditions, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { flatten } from './flatten.ts';

export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
  /** Why a resource ends in a wildcard, and what holds it in bounds. Needed exactly when one does. */
  readonly wildcard?: string;
}

/**
 * Gives one permission to one principal, and a wildcard in it to cdk-nag with its reason.
 * @throws Error for a wildcard without a reason
 */
export function allow(grantee: IConstruct & IGrantable, permission: Permission): void {
  const { actions, resources, conditions, wildcard } = permission;
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [...resources],
      ...(conditions ? { conditions } : {}),
    }),
  );
  for (const resource of resources.map((resource) => spelled(resource, Stack.of(grantee)))) {
    if (!resource.includes('*')) continue;
    if (!wildcard)
      throw new Error(`${grantee.node.path} would get ${actions.join()} on ${resource}: say why.`);
    acknowledgeWildcard(grantee, resource, wildcard);
  }
}

/** An ARN as it will stand in a policy of this stack: what another stack holds is imported from there. */
function spelled(arn: string, stack: Stack): string {
  const mapToken = (token: IResolvable) =>
    Reference.isReference(token) && Stack.of(token.target) !== stack
      ? Stack.of(token.target).exportValue(token)
      : token.toString();
  const join = (left = '', right = '') => `${left}${right}`;
  return flatten(stack.resolve(Tokenization.reverseString(arn).mapTokens({ mapToken }).join({ join })));
}

/** Tells cdk-nag why a policy below this construct names `resource`, which has a wildcard in it. */
export function acknowledgeWildcard(construct: IConstruct, resource: string, reason: string): void {
  // It writes variables of policies as it does references.
  const named = resource.replaceAll(/\$\{([^}]+)\}/g, '<$1>');
  Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${named}]`, reason });
}
