import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
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

/** A parameter under its own name, with a value where nobody gives one. */
export function textParameter(
  scope: Construct,
  name: string,
  { preset, description }: { preset: string; description: string },
): CfnParameter {
  const made = new CfnParameter(scope, name, { type: 'String', default: preset, description });
  made.overrideLogicalId(name);
  return made;
}
