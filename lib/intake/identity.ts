import { type CfnParameter, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Env as AuthorizeEnv } from '../../functions/intake/authorize.env.ts';
import { oidcIssuer, textParameter } from './oidc-issuer.ts';
import type { People } from './people.ts';

/** Where tokens come from, and what their claims are called: an OIDC issuer that the deployer names, or else the pool. */
export class Identity extends Construct {
  readonly environment: AuthorizeEnv;

  constructor(scope: Construct, id: string, { people }: { people: People }) {
    super(scope, id);
    const { issuer, ownPool } = oidcIssuer(this);
    const named = (name: string, preset: string, description: string) =>
      textParameter(this, name, { preset, description });
    const either = (own: string, parameter: CfnParameter) =>
      Fn.conditionIf(ownPool.logicalId, own, parameter.valueAsString).toString();
    const poolIssuer = `https://${people.providerName}`;
    this.environment = {
      OIDC_ISSUER: either(poolIssuer, issuer),
      OIDC_JWKS_URI: either(
        `${poolIssuer}/.well-known/jwks.json`,
        named('OidcJwksUri', '', 'Where that issuer publishes its keys.'),
      ),
      OIDC_AUDIENCE: either(
        people.clientId,
        named('OidcAudience', 'due-process', 'Audience that its tokens name.'),
      ),
      ROLES_CLAIM: either(
        'cognito:groups',
        named('OidcRolesClaim', 'cognito:groups', 'Claim of its tokens that lists roles.'),
      ),
      AUTHORITY_CLAIM: either(
        'custom:authority',
        named('OidcAuthorityClaim', 'custom:authority', 'Claim that names the authority an agent acts for.'),
      ),
    };
  }
}
