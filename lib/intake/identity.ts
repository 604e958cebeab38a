import { type CfnParameter, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Env as AuthorizeEnv } from '../../functions/intake/authorize.env.ts';
import { type Allowed, oidcIssuer, textParameter } from './oidc-issuer.ts';
import { type People, ROLES } from './people.ts';

const PAIR = `[^,=][^,]*=(${Object.keys(ROLES).join('|')})`;
/** `GROUP=role,GROUP=role`, or nothing. */
const ROLE_NAMES = `(${PAIR}(,${PAIR})*)?`;

/** Where tokens come from, and what their claims are called: an OIDC issuer that the deployer names, or else the pool. */
export class Identity extends Construct {
  readonly environment: AuthorizeEnv;
  /** Origins that a page calls to sign somebody in: the issuer's, and that of the pool's tokens. */
  readonly origins: readonly string[];

  constructor(scope: Construct, id: string, { people }: { people: People }) {
    super(scope, id);
    const { issuer, ownPool } = oidcIssuer(this);
    const named = (name: string, preset: string, description: string, allowed: Allowed = {}) =>
      textParameter(this, name, { preset, description, ...allowed });
    const either = (own: string, parameter: CfnParameter) =>
      Fn.conditionIf(ownPool.logicalId, own, parameter.valueAsString).toString();
    const poolIssuer = `https://${people.providerName}`;
    const ofIssuer = `https://${Fn.select(2, Fn.split('/', Fn.join('', [issuer.valueAsString, '//-'])))}`;
    const host = Fn.select(0, Fn.split('/', people.providerName));
    this.origins = [
      Fn.conditionIf(ownPool.logicalId, `https://${host}`, ofIssuer).toString(),
      Fn.conditionIf(ownPool.logicalId, people.signInAddress ?? '', ofIssuer).toString(),
    ];
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
      ROLE_NAMES: either(
        '',
        named(
          'OidcRoleNames',
          '',
          'Groups that give roles, as GROUP=role,GROUP=role; empty: groups are called as the roles are.',
          { allowedPattern: ROLE_NAMES },
        ),
      ),
      OIDC_TOKEN_USE: either(
        'id',
        named('OidcTokenUse', 'id', 'Which of the tokens of a sign-in is taken: id or access.', {
          allowedValues: ['id', 'access'],
        }),
      ),
      // The pool's own clients give an hour: lib/intake/people.ts.
      OIDC_MAX_LIFETIME: either(
        '3600',
        named('OidcMaxLifetime', '43200', 'Seconds from issue to end that a token may have, 60 to 86400.', {
          allowedPattern: '[1-9][0-9]{1,4}',
        }),
      ),
      AUTHORITY_CLAIM: either(
        'custom:authority',
        named('OidcAuthorityClaim', 'custom:authority', 'Claim that names the authority an agent acts for.'),
      ),
      PERSON_CLAIM: either(
        'sub',
        named(
          'OidcPersonClaim',
          'sub',
          'Claim that names who holds an account, where somebody may have two.',
        ),
      ),
    };
  }
}
