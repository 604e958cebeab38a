import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { logError } from '../shared/logger.ts';
import { Env, Settings } from './authorize.env.ts';
import { type AuthorizeDeps, authorize } from './authorize.ts';
import { CLOCKS_DIFFER_BY_SECONDS, TokenRefused } from './check-token.ts';
import { readRoleNames } from './claims.ts';
import { IssuerAway, jwksFetcher } from './jwks-fetcher.ts';

const env = Env.parse(process.env);
const settings = Settings.parse({ use: env.OIDC_TOKEN_USE, maxLifetime: env.OIDC_MAX_LIFETIME });

const verifier = JwtVerifier.create(
  {
    issuer: env.OIDC_ISSUER,
    audience: env.OIDC_AUDIENCE,
    jwksUri: env.OIDC_JWKS_URI,
    graceSeconds: CLOCKS_DIFFER_BY_SECONDS,
  },
  { jwksCache: new SimpleJwksCache({ fetcher: jwksFetcher }) },
);

const deps: AuthorizeDeps = {
  verify: async (token) => {
    const claims = { ...(await verifier.verify(token)) };
    // Its signature was good by now, and covers the header too.
    return { header: { ...decomposeUnverifiedJwt(token).header }, claims };
  },
  expected: { ...settings, audience: env.OIDC_AUDIENCE },
  claims: { roles: env.ROLES_CLAIM, authority: env.AUTHORITY_CLAIM, person: env.PERSON_CLAIM },
  roleNames: readRoleNames(env.ROLE_NAMES),
  now: () => Date.now() / 1000,
};

/** API Gateway turns exactly this error into a 401. */
const unauthorized = () => new Error('Unauthorized');

export const handler = async (event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> => {
  const context = await authorize(event.authorizationToken, deps).catch((error: unknown) => {
    logError('AUTHORIZER_REFUSED', error, error instanceof TokenRefused ? { reason: error.reason } : {});
    // Nobody can be told apart then: the gateway answers 500, which rings the alarm, and not 401.
    if (error instanceof IssuerAway) throw error;
    return undefined;
  });
  if (!context) throw unauthorized();
  return {
    principalId: context.subject,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: stageOf(event.methodArn) }],
    },
    context,
  };
};

/** Every method of the stage: what a role may do is decided in the functions. */
function stageOf(methodArn: string): string {
  return `${methodArn.split('/').slice(0, 2).join('/')}/*`;
}
