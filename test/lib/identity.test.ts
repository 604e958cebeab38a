import { describe, expect, it } from '@jest/globals';
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
      AUTHORITY_CLAIM: { 'Fn::If': [condition, 'custom:authority', { Ref: 'OidcAuthorityClaim' }] },
    },
  });
  expect(dev.Parameters).toMatchObject({
    OidcIssuer: { Default: '' },
    OidcJwksUri: { Default: '' },
    OidcAudience: { Default: 'due-process' },
    OidcRolesClaim: { Default: 'cognito:groups' },
    OidcAuthorityClaim: { Default: 'custom:authority' },
  });
});
