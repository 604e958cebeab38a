import { describe, expect, it } from '@jest/globals';
import { readRoleNames } from '../../functions/intake/claims.ts';
import { ROLES } from '../../functions/shared/principal.ts';
import { functionOf, resourceOf, resourcesOf, templateOf } from './templates.ts';

const dev = templateOf('dev');
const prod = templateOf('prod');

describe('the pool of people', () => {
  it('is made only when no issuer is named, and no condition asks where the stack is', () => {
    const [[condition, expression] = [], ...others] = Object.entries(dev.Conditions ?? {});
    expect(others).toEqual([]);
    expect(expression).toEqual({ 'Fn::Equals': [{ Ref: 'OidcIssuer' }, ''] });
    for (const [, resource] of Object.entries(dev.Resources).filter(([, { Type }]) =>
      Type.startsWith('AWS::Cognito'),
    ))
      expect(resource.Condition).toBe(condition);
    expect(dev.Outputs.UserPoolId?.Condition).toBe(condition);
    expect(dev.Outputs.UserPoolClientId?.Condition).toBe(condition);
  });

  it('has a group for every role', () => {
    const groups = resourcesOf(dev, 'AWS::Cognito::UserPoolGroup').map(
      ([, { Properties }]) => Properties.GroupName,
    );
    expect(groups.sort()).toEqual([...ROLES].sort());
  });

  it('lets nobody sign up, nor write the authority that they act for', () => {
    const [, { Properties }] = resourceOf(prod, 'AWS::Cognito::UserPool');
    expect(Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Schema: [{ Name: 'authority', Mutable: false }],
    });
    const [, client] = resourceOf(prod, 'AWS::Cognito::UserPoolClient');
    expect(client.Properties.WriteAttributes).toEqual(['locale']);
  });

  it('can be signed in to by a browser: a page of its own, the code flow, and a client without a secret', () => {
    const [domainId, domain] = resourceOf(prod, 'AWS::Cognito::UserPoolDomain');
    const [poolId] = resourceOf(prod, 'AWS::Cognito::UserPool');
    expect(domain.Properties).toEqual({
      Domain: {
        'Fn::Join': [
          '',
          ['due-process-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }],
        ],
      },
      UserPoolId: { Ref: poolId },
    });
    expect(domainId).not.toBe('');
    const [, client] = resourceOf(prod, 'AWS::Cognito::UserPoolClient');
    expect(client.Properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: ['http://localhost:7341/callback'],
      SupportedIdentityProviders: ['COGNITO'],
      IdTokenValidity: 60,
      TokenValidityUnits: { IdToken: 'minutes' },
    });
  });

  it('asks for a second factor where demands bind, and takes no password from a script there', () => {
    const [, pool] = resourceOf(prod, 'AWS::Cognito::UserPool');
    const [, client] = resourceOf(prod, 'AWS::Cognito::UserPoolClient');
    expect(pool.Properties).toMatchObject({ MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
    expect(client.Properties.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']);
  });
});

it('the authorizer trusts the named issuer, or else the pool', () => {
  const [, { Properties }] = functionOf(dev, 'intake/authorize');
  const [pool] = resourceOf(dev, 'AWS::Cognito::UserPool', 'Pool');
  const [client] = resourceOf(dev, 'AWS::Cognito::UserPoolClient');
  const condition = Object.keys(dev.Conditions ?? {})[0];
  const name = { 'Fn::GetAtt': [pool, 'ProviderName'] };
  expect(Properties.Environment).toMatchObject({
    Variables: {
      OIDC_ISSUER: { 'Fn::If': [condition, { 'Fn::Join': ['', ['https://', name]] }, { Ref: 'OidcIssuer' }] },
      OIDC_JWKS_URI: {
        'Fn::If': [
          condition,
          { 'Fn::Join': ['', ['https://', name, '/.well-known/jwks.json']] },
          { Ref: 'OidcJwksUri' },
        ],
      },
      OIDC_AUDIENCE: { 'Fn::If': [condition, { Ref: client }, { Ref: 'OidcAudience' }] },
      ROLES_CLAIM: { 'Fn::If': [condition, 'cognito:groups', { Ref: 'OidcRolesClaim' }] },
      ROLE_NAMES: { 'Fn::If': [condition, '', { Ref: 'OidcRoleNames' }] },
      OIDC_TOKEN_USE: { 'Fn::If': [condition, 'id', { Ref: 'OidcTokenUse' }] },
      OIDC_MAX_LIFETIME: { 'Fn::If': [condition, '3600', { Ref: 'OidcMaxLifetime' }] },
      AUTHORITY_CLAIM: { 'Fn::If': [condition, 'custom:authority', { Ref: 'OidcAuthorityClaim' }] },
      PERSON_CLAIM: { 'Fn::If': [condition, 'sub', { Ref: 'OidcPersonClaim' }] },
    },
  });
  expect(dev.Parameters).toMatchObject({
    OidcIssuer: { Default: '' },
    OidcJwksUri: { Default: '' },
    OidcAudience: { Default: 'due-process' },
    OidcRolesClaim: { Default: 'cognito:groups' },
    OidcAuthorityClaim: { Default: 'custom:authority' },
    OidcPersonClaim: { Default: 'sub' },
    OidcTokenUse: { Default: 'id', AllowedValues: ['id', 'access'] },
    OidcMaxLifetime: { Default: '43200' },
  });
});

it.each([
  ['', true],
  ['reviewer=reviewer', true],
  ['6f7a1b2c-0000-4000-8000-000000000001=cleared-auditor,Legal desk=agent', true],
  ['desk=king', false],
  ['reviewer', false],
  ['=agent', false],
  ['a=agent,', false],
])('a deployment takes names of roles that the authorizer can read: "%s"', (names, good) => {
  const { AllowedPattern = '' } = dev.Parameters?.OidcRoleNames ?? {};
  expect(new RegExp(`^(?:${AllowedPattern})$`).test(names)).toBe(good);
  const read = () => readRoleNames(names);
  if (good) expect(read).not.toThrow();
  else expect(read).toThrow(expect.objectContaining({ name: 'UnreadableRoleNames' }));
});

it('an answer of the authorizer is kept for nobody: it is asked for every call', () => {
  for (const template of [dev, prod]) {
    const [, authorizer] = resourceOf(template, 'AWS::ApiGateway::Authorizer');
    expect(authorizer.Properties).toMatchObject({
      Type: 'TOKEN',
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: 'method.request.header.Authorization',
    });
  }
});
