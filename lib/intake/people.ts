import { Aws, CfnOutput, CfnResource, Duration, Fn, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  StringAttribute,
  UserPool,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { SIGNED_IN } from '../../web/hosting.ts';
import type { Stage } from '../shared/stage.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';
import type { Pages } from '../stack-props.ts';
import { oidcIssuer } from './oidc-issuer.ts';

/** The groups of the pool, which are called as the roles are. */
export const ROLES = {
  agent: 'Serves demands for an authority',
  reviewer: 'Decides on what the checks found',
  releaser: 'Decides whether a sealed package may leave',
  auditor: 'Reads the ledger and publishes reports',
  'cleared-reviewer': 'Decides on what the checks found of national security demands',
  'cleared-releaser': 'Decides whether a sealed package of a national security demand may leave',
  'cleared-auditor': 'Reads the ledger of national security demands',
  mailer: 'Sends letters to customers, and says what became of them',
  'cleared-mailer': 'Does the same of national security demands',
};

/** Where `npm run sign-in` listens for the code; Cognito compares it to the letter, port and all. */
const SIGN_IN_CALLBACK = 'http://localhost:7341/callback';

/**
 * The stack's own pool of people, made unless an OIDC issuer is named. Functions import what they need of it by name and
 * under the same condition: an ordinary reference would want an output that is not always there.
 */
export class People extends Construct {
  /** As tokens name it, without the scheme. */
  readonly providerName: string;
  readonly clientId: string;
  /** The pool's own pages, without a slash at the end; the pages of a deployment call it for tokens. */
  readonly signInAddress: string | undefined;

  constructor(scope: Construct, id: string, { stage, deployment: { pages } }: StateFoundation) {
    super(scope, id);
    const { ownPool } = oidcIssuer(this);
    const { pool, clientId, address } = this.#pool(stage, pages);
    for (const resource of pool.node.findAll()) {
      if (!CfnResource.isCfnResource(resource)) continue;
      resource.cfnOptions.condition = ownPool;
      // Groups and the client go only where the pool goes: who has which role is state.
      resource.applyRemovalPolicy(stage.removalPolicy);
    }
    const share = (name: string, value: string): string => {
      const exportName = `${Stack.of(this).stackName}-${name}`;
      new CfnOutput(this, name, { value, exportName, condition: ownPool }).overrideLogicalId(name);
      return Fn.importValue(exportName);
    };
    share('UserPoolId', pool.userPoolId);
    // By name, not by the pool's ProviderURL, of which AWS does not say whether it begins with the scheme.
    this.providerName = share('UserPoolProvider', pool.userPoolProviderName);
    this.clientId = share('UserPoolClientId', clientId);
    this.signInAddress = pages ? share('UserPoolAddress', address) : undefined;
  }

  #pool(stage: Stage, pages: Pages | undefined) {
    const pool = new UserPool(this, 'Pool', {
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
      // A public client: no secret could be kept on people's machines, and PKCE binds the code to who asked for it.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [SIGN_IN_CALLBACK, ...(pages?.name ? [`https://${pages.name}${SIGNED_IN}`] : [])],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      readAttributes: new ClientAttributes().withCustomAttributes('authority'),
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    });
    // The hosted pages, where people set a password and a second factor. A prefix is taken for a whole region.
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `due-process-${stackGuid()}` },
    });
    for (const [groupName, description] of Object.entries(ROLES))
      pool.addGroup(`Group-${groupName}`, { groupName, description });
    return { pool, clientId: client.userPoolClientId, address: domain.baseUrl() };
  }
}

/** The part of a stack's id that no other stack has: hexadecimal, so that it spells none of the words that Cognito refuses. */
const stackGuid = () => Fn.select(2, Fn.split('/', Aws.STACK_ID));
