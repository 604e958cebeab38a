import { CfnCondition, CfnParameter, type CfnParameterProps, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The parameter that names an issuer of one's own, and whether it is left empty. Both stacks of a stage ask for it. */
export function oidcIssuer(scope: Construct): { issuer: CfnParameter; ownPool: CfnCondition } {
  const issuer = textParameter(scope, 'OidcIssuer', {
    preset: '',
    description: "OIDC issuer of bearer tokens; empty: the stage's own user pool.",
  });
  const ownPool = new CfnCondition(scope, 'OwnPool', {
    expression: Fn.conditionEquals(issuer.valueAsString, ''),
  });
  ownPool.overrideLogicalId('OwnPool');
  return { issuer, ownPool };
}

/** What a parameter may be given, where not everything. */
export type Allowed = Pick<CfnParameterProps, 'allowedPattern' | 'allowedValues'>;

/** A parameter under its own name, with a value where nobody gives one. */
export function textParameter(
  scope: Construct,
  name: string,
  { preset, ...props }: { preset: string; description: string } & Allowed,
): CfnParameter {
  const made = new CfnParameter(scope, name, { type: 'String', default: preset, ...props });
  made.overrideLogicalId(name);
  return made;
}
