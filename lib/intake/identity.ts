import { CfnCondition, CfnOutput, CfnParameter, CfnResource, Duration, Fn, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  StandardThreatProtectionMode,
  StringAttribute,
  UserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Env as AuthorizeEnv } from '../../functions/intake/authorize.env.ts';
import type { Stage } from '../shared/stage.ts';

const ROLES = {
  agent: 'Serves demands for an authority',
  reviewer: 'Decides on what the checks found',
  releaser: 'Decides whether a sealed package may leave',
  auditor: 'Reads the ledger and publishes reports',
};

/** Where tokens come from: an OIDC issuer that the deployer names, or else a user pool of the stack's own. */
export class Identity extends Construct {
  readonly environment: AuthorizeEnv;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    const issuer = parameter(
      this,
      'OidcIssuer',
      '',
      'OIDC issuer of bearer tokens; empty: a user pool of the stack.',
    );
    const jwksUri = parameter(this, 'OidcJwksUri', '', 'Where that issuer publishes its keys.');
    const audience = parameter(this, 'OidcAudience', 'due-process', 'Audience that its tokens name.');
    const ownPool = new CfnCondition(this, 'OwnPool', {
      expression: Fn.conditionEquals(issuer.valueAsString, ''),
    });
    const { pool, clientId } = this.#pool(stage);
    onlyIf(ownPool, pool);
    // By name, not by the pool's ProviderURL, of which AWS does not say whether it begins with the scheme.
    const poolIssuer = `https://${pool.userPoolProviderName}`;
    const either = (own: string, named: CfnParameter) =>
      Fn.conditionIf(ownPool.logicalId, own, named.valueAsString).toString();
    this.environment = {
      OIDC_ISSUER: either(poolIssuer, issuer),
      OIDC_JWKS_URI: either(`${poolIssuer}/.well-known/jwks.json`, jwksUri),
      OIDC_AUDIENCE: either(clientId, audience),
      ROLES_CLAIM: 'cognito:groups',
      AUTHORITY_CLAIM: 'custom:authority',
    };
    output(this, 'UserPoolId', pool.userPoolId, ownPool);
    output(this, 'UserPoolClientId', clientId, ownPool);
  }

  #pool(stage: Stage) {
    const pool = new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInCaseSensitive: false,
      accountRecovery: AccountRecovery.NONE,
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(2),
      },
      mfa: stage.secondFactor === 'required' ? Mfa.REQUIRED : Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      customAttributes: {
        // Set once, by whoever creates the account: nobody moves to another authority and keeps the old one's demands.
        authority: new StringAttribute({ minLen: 1, maxLen: 64, mutable: false }),
      },
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
    });
    if (stage.secondFactor === 'optional')
      Validations.of(pool).acknowledge({
        id: 'AwsSolutions-COG2',
        reason:
          'This stage has made-up customers only, and scripts sign in to it; where demands bind, MFA is required.',
      });
    const client = pool.addClient('Client', {
      authFlows: { userSrp: true, adminUserPassword: stage.secondFactor === 'optional' },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      readAttributes: new ClientAttributes().withCustomAttributes('authority'),
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    });
    for (const [groupName, description] of Object.entries(ROLES))
      pool.addGroup(`Group-${groupName}`, { groupName, description });
    return { pool, clientId: client.userPoolClientId };
  }
}

function parameter(scope: Construct, name: string, preset: string, description: string): CfnParameter {
  const made = new CfnParameter(scope, name, { type: 'String', default: preset, description });
  made.overrideLogicalId(name);
  return made;
}

function output(scope: Construct, name: string, value: string, condition: CfnCondition): void {
  new CfnOutput(scope, name, { value, condition }).overrideLogicalId(name);
}

function onlyIf(condition: CfnCondition, construct: Construct): void {
  for (const resource of construct.node.findAll())
    if (CfnResource.isCfnResource(resource)) resource.cfnOptions.condition = condition;
}
