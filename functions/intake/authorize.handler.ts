import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { logError } from '../shared/logger.ts';
import { Env } from './authorize.env.ts';
import { authorize } from './authorize.ts';
import { IssuerAway, jwksFetcher } from './jwks-fetcher.ts';

const env = Env.parse(process.env);
/** An issuer's clock and ours are seldom the same to the second (RFC 7519, 4.1.4 and 4.1.5, allow for it). */
const CLOCKS_DIFFER_BY_SECONDS = 30;

const verifier = JwtVerifier.create(
  {
    issuer: env.OIDC_ISSUER,
    audience: env.OIDC_AUDIENCE,
    jwksUri: env.OIDC_JWKS_URI,
    graceSeconds: CLOCKS_DIFFER_BY_SECONDS,
  },
  { jwksCache: new SimpleJwksCache({ fetcher: jwksFetcher }) },
);

/** API Gateway turns exactly this error into a 401. */
const unauthorized = () => new Error('Unauthorized');

export const handler = async (event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> => {
  const context = await authorize(event.authorizationToken, {
    verify: async (token) => ({ ...(await verifier.verify(token)) }),
    claims: { roles: env.ROLES_CLAIM, authority: env.AUTHORITY_CLAIM },
  }).catch((error: unknown) => {
    logError('AUTHORIZER_REFUSED', error);
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
