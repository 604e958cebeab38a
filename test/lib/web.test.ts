import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { deploymentOf } from '../../bin/deployment.ts';
import { STAGES } from '../../bin/stages.ts';
import { checkedApp } from '../../lib/checked-app.ts';
import type { ApiOrigin } from '../../lib/intake/front-door.ts';
import { WebAcl } from '../../lib/intake/web-acl.ts';
import { flatten } from '../../lib/shared/flatten.ts';
import { Foundation } from '../../lib/shared/foundation.ts';
import { stackProps } from '../../lib/stack-props.ts';
import { StateStack } from '../../lib/state-stack.ts';
import { answerWith } from '../../lib/web/edge.ts';
import { OTHER_FILES, Web } from '../../lib/web/web.ts';
import { ALL_ROUTES } from '../../scripts/openapi/all-routes.ts';
import { CACHE, contentPolicy, HEADERS, PAGE_PATHS } from '../../web/hosting.ts';
import { LISTENER, ROOT, resourceOf, resourcesOf, type Template as Synthesized } from './templates.ts';

const SAID = {
  ...LISTENER,
  pages: 'desk.example.com',
  pagesCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1',
};
const says = (context: Record<string, string>) => (name: string) => context[name];
const ofProd = (context: Record<string, string>) => deploymentOf(STAGES.prod, says(context), {});
const api: ApiOrigin = {
  domainName: 'abc.execute-api.eu-west-1.amazonaws.com',
  path: '/prod',
  passage: 'the-word',
  issuer: 'https://login.example.com/people',
  clientId: 'due-process',
  rolesClaim: 'realm_access.roles',
  roleNames: 'Legal desk=reviewer',
  signInOrigins: ['https://login.example.com', 'https://tokens.example.com'],
};

process.env.CDK_VALIDATION = 'false';
const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
const app = checkedApp({ context });
const deployment = ofProd(SAID);
const state = new StateStack(app, 'State', { ...deployment, stage: STAGES.prod });
const stack = new Stack(app, 'Web', stackProps({ ...deployment, stage: STAGES.prod }));
new Web(stack, 'Web', {
  pages: deployment.pages ?? {},
  files: state.pagesFiles ?? raise('no files'),
  linked: [state.intake.documents],
  api,
});
const behind = new Stack(app, 'Behind', stackProps({ ...deployment, stage: STAGES.prod }));
new WebAcl(behind, 'WebAcl', new Foundation(behind, 'Foundation', state.foundation));
const web = Template.fromStack(stack).toJSON() as Synthesized;
const stored = Template.fromStack(state).toJSON() as Synthesized;

type Behavior = {
  PathPattern: string;
  TargetOriginId: string;
  AllowedMethods: string[];
  CachePolicyId: string;
  ResponseHeadersPolicyId: { Ref: string };
  FunctionAssociations?: { EventType: string; FunctionARN: { 'Fn::GetAtt': [string, string] } }[];
  ViewerProtocolPolicy: string;
};
const config = Object(resourceOf(web, 'AWS::CloudFront::Distribution')[1].Properties.DistributionConfig);
const behaviors: readonly Behavior[] = config.CacheBehaviors;
const leadingTo = (path: string): Behavior =>
  behaviors.find(({ PathPattern }) => matches(PathPattern, path)) ?? config.DefaultCacheBehavior;
const matches = (pattern: string, path: string) =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
const isApi = ({ TargetOriginId }: Behavior) => TargetOriginId === config.DefaultCacheBehavior.TargetOriginId;
const LINKED = `https://${flatten({ 'Fn::ImportValue': importOf('Documents') })}`;
const CONNECT = [...api.signInOrigins, LINKED];

function importOf(of: string): string {
  const [, name] =
    new RegExp(`"(State:[^"]*${of}[^"]*RegionalDomainName[^"]*)"`).exec(JSON.stringify(web)) ?? [];
  return name ?? raise(`nothing of ${of} is imported`);
}
function raise(message: string): never {
  throw new Error(message);
}

/** Every header of a policy, as a browser gets it. */
function headersOf({ ResponseHeadersPolicyId: { Ref } }: Behavior): Record<string, unknown> {
  const { SecurityHeadersConfig: own, CustomHeadersConfig: custom = { Items: [] } } = Object(
    web.Resources[Ref]?.Properties.ResponseHeadersPolicyConfig,
  );
  const { StrictTransportSecurity: strict } = own;
  return {
    'strict-transport-security': `max-age=${strict.AccessControlMaxAgeSec}${strict.IncludeSubdomains ? '; includeSubDomains' : ''}`,
    ...(own.ContentTypeOptions ? { 'x-content-type-options': 'nosniff' } : {}),
    ...(own.FrameOptions ? { 'x-frame-options': own.FrameOptions.FrameOption } : {}),
    ...(own.ReferrerPolicy ? { 'referrer-policy': own.ReferrerPolicy.ReferrerPolicy } : {}),
    ...(own.ContentSecurityPolicy
      ? { 'content-security-policy': flatten(own.ContentSecurityPolicy.ContentSecurityPolicy) }
      : {}),
    ...Object.fromEntries(
      custom.Items.map(({ Header, Value }: { Header: string; Value: string }) => [Header, Value]),
    ),
  };
}

/** Runs what CloudFront would. */
function atEdge({ FunctionAssociations = [] }: Behavior, event: object): unknown {
  const [id = ''] = FunctionAssociations.map(({ FunctionARN }) => FunctionARN['Fn::GetAtt'][0]);
  const code = flatten(web.Resources[id]?.Properties.FunctionCode);
  return new Function('event', `${code}; return handler(event);`)(event);
}

describe('the pages at CloudFront', () => {
  const sent = { ...HEADERS, 'content-security-policy': contentPolicy(CONNECT) };
  const strict = { 'strict-transport-security': 'max-age=63072000; includeSubDomains' };

  it.each(['/', '/index.html', '/favicon.svg', '/config.json', ...PAGE_PATHS, '/desk/demands/d-1'])(
    '%s has the headers of the laptop and HSTS, and a browser asks for it again',
    (path) => {
      expect(headersOf(leadingTo(path))).toEqual({ ...sent, ...strict, 'cache-control': 'no-cache' });
    },
  );

  it('keeps assets for a year where they are there, and forgets at once that one is not', () => {
    const asset = leadingTo('/assets/main-5f3a.js');
    expect(headersOf(asset)).toEqual({ ...sent, ...strict });
    expect(asset.FunctionAssociations).toMatchObject([{ EventType: 'viewer-response' }]);
    expect(atEdge(asset, { response: { headers: {} } })).toEqual({
      headers: { 'cache-control': { value: CACHE.assets } },
    });
    expect(CACHE.assets).toContain('max-age=31536000');
  });

  it('answers every path of the pages with index.html, and every other as the API does, 404 and all', () => {
    for (const path of ['/', ...PAGE_PATHS, ...PAGE_PATHS.map((page) => `${page}/of/it`)]) {
      expect([path, isApi(leadingTo(path))]).toEqual([path, false]);
      expect(atEdge(leadingTo(path), { request: { uri: path } })).toEqual({ uri: '/index.html' });
    }
    for (const path of [...ALL_ROUTES.map(({ route }) => route.path), '/nothing', '/deskx', '/checks'])
      expect([path, isApi(leadingTo(path))]).toEqual([path, true]);
    expect(config.CustomErrorResponses.map(({ ErrorCode }: { ErrorCode: number }) => ErrorCode)).toEqual([
      400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504,
    ]);
    for (const error of config.CustomErrorResponses) {
      expect(error).not.toHaveProperty('ResponsePagePath');
      expect(error.ErrorCachingMinTTL).toBe(0);
    }
  });

  it('leads to every file that lies beside index.html', () => {
    expect(readdirSync(join(ROOT, 'web/public')).map((name) => `/${name}`)).toEqual(OTHER_FILES);
  });

  it('says at /config.json where to sign in, with all headers, and asks nobody for it', () => {
    const { statusCode, headers, body } = Object(atEdge(leadingTo('/config.json'), {}));
    expect([statusCode, JSON.parse(body.data)]).toEqual([
      200,
      {
        api: '',
        issuer: 'https://login.example.com/people',
        clientId: 'due-process',
        rolesClaim: 'realm_access.roles',
        roleNames: 'Legal desk=reviewer',
      },
    ]);
    const plain = Object.fromEntries(
      Object.entries<{ value: string }>(headers).map(([name, { value }]) => [name, value]),
    );
    expect(plain).toEqual({
      ...sent,
      ...strict,
      'content-type': 'application/json',
      'cache-control': 'no-cache',
    });
    expect(() => new Function(answerWith({ clientId: 'a"b\\' }, {}))).not.toThrow();
  });

  it('keeps nothing of the API, hands on all that a caller sent, and says who is calling', () => {
    const behavior: Behavior = config.DefaultCacheBehavior;
    expect(behavior).toMatchObject({
      AllowedMethods: expect.arrayContaining(['GET', 'POST']),
      // CachingDisabled, and AllViewerExceptHostHeader.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'https-only',
    });
    expect(headersOf(behavior)).toEqual(strict);
    const request = { headers: { 'x-viewer-address': { value: 'made up' } } };
    expect(atEdge(behavior, { request, viewer: { ip: '198.51.100.7' } })).toEqual({
      headers: { 'x-viewer-address': { value: '198.51.100.7' } },
    });
    const origin = config.Origins.find(({ Id }: { Id: string }) => Id === behavior.TargetOriginId);
    expect(origin).toMatchObject({
      DomainName: api.domainName,
      OriginPath: '/prod',
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
      OriginCustomHeaders: [{ HeaderName: 'x-passage', HeaderValue: 'the-word' }],
    });
  });

  it('speaks TLS 1.2 or newer under the name of the deployer', () => {
    expect(config).toMatchObject({
      Aliases: ['desk.example.com'],
      ViewerCertificate: {
        MinimumProtocolVersion: 'TLSv1.2_2021',
        AcmCertificateArn: SAID.pagesCertificateArn,
      },
    });
    for (const behavior of behaviors) expect(behavior.ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(web.Outputs.PagesAddress).toEqual({ Value: 'https://desk.example.com/' });
  });
});

describe('the files of the pages', () => {
  const [id, { Properties }] = resourceOf(stored, 'AWS::S3::Bucket', 'Pages');

  it('are in a bucket that is closed, keeps what was written over, and is read by this account’s distributions', () => {
    expect(Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    const [, policy] = resourceOf(stored, 'AWS::S3::BucketPolicy', 'Pages');
    const statements: Record<string, unknown>[] = Object(policy.Properties.PolicyDocument).Statement;
    const allowing = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(allowing.map(({ Action }) => Action)).toEqual(['s3:GetObject', 's3:ListBucket']);
    for (const { Principal, Condition } of allowing) {
      expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
      expect(flatten(Object(Condition).ArnLike['aws:SourceArn'])).toMatch(/:distribution\/\*$/);
      expect(Condition).toHaveProperty('StringEquals.aws:SourceAccount');
    }
    expect(flatten(stored.Outputs.PagesBucket?.Value)).toContain(id);
    const [, control] = resourceOf(web, 'AWS::CloudFront::OriginAccessControl');
    expect(control.Properties.OriginAccessControlConfig).toMatchObject({ SigningBehavior: 'always' });
    expect(config.Origins[1]).toHaveProperty('OriginAccessControlId');
  });

  it('may follow links to papers and packages, from their own address', () => {
    for (const [name, method] of [
      ['Documents', 'PUT'],
      ['Disclosures', 'GET'],
    ] as const)
      expect(resourceOf(stored, 'AWS::S3::Bucket', name)[1].Properties.CorsConfiguration).toMatchObject({
        CorsRules: [{ AllowedMethods: [method], AllowedOrigins: ['https://desk.example.com'] }],
      });
  });

  it('are where the pool sends people back to', () => {
    const [, client] = resourceOf(stored, 'AWS::Cognito::UserPoolClient');
    expect(client.Properties.CallbackURLs).toContain('https://desk.example.com/signed-in');
  });
});

it('a web ACL behind the pages counts callers by the address that CloudFront tells, and others by their own', () => {
  const [, acl] = resourceOf(Template.fromStack(behind).toJSON() as Synthesized, 'AWS::WAFv2::WebACL');
  expect(acl.Properties.Rules).toMatchObject([
    {
      Name: 'RatePerAddress',
      Statement: {
        RateBasedStatement: {
          AggregateKeyType: 'IP',
          ScopeDownStatement: { NotStatement: { Statement: { ByteMatchStatement: {} } } },
        },
      },
    },
    {
      Name: 'RatePerViewer',
      Statement: {
        RateBasedStatement: {
          CustomKeys: [{ Header: { Name: 'x-viewer-address' } }],
          ScopeDownStatement: {
            ByteMatchStatement: { FieldToMatch: { SingleHeader: { Name: 'x-passage' } } },
          },
        },
      },
    },
    ...Array(3).fill({ OverrideAction: { None: {} } }),
  ]);
});

describe('whoever deploys', () => {
  it.each([
    [{ ...LISTENER, pages: 'cloudfront' }, 'TLS 1.0'],
    [{ ...LISTENER, pages: 'desk.example.com' }, 'TLS 1.0'],
    [{ ...SAID, pages: 'd111.cloudfront.net' }, 'TLS 1.0'],
    [{ ...SAID, pagesCertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1' }, 'us-east-1'],
    [{ ...SAID, pagesConnect: 'http://tokens.example.com' }, 'origins such as'],
    [{ ...LISTENER, pagesConnect: 'https://tokens.example.com' }, 'Say where the pages are'],
  ])('of prod does not say %j', (said, refusal) => {
    expect(() => ofProd(said)).toThrow(refusal);
  });

  it('tries the pages in dev under a name of CloudFront’s, once it is known, and needs none', () => {
    const dev = (said: Record<string, string>) => deploymentOf(STAGES.dev, says(said), {}).pages;
    expect(dev({})).toBeUndefined();
    expect(dev({ pages: 'cloudfront' })).toEqual({});
    expect(dev({ pages: 'd111.cloudfront.net' })).toEqual({ name: 'd111.cloudfront.net' });
    const trial = new StateStack(new App({ context }), 'State', {
      ...deploymentOf(STAGES.dev, says({ pages: 'cloudfront' }), {}),
      stage: STAGES.dev,
    });
    const buckets = resourcesOf(Template.fromStack(trial).toJSON() as Synthesized, 'AWS::S3::Bucket');
    expect(JSON.stringify(buckets.map(([, { Properties: made }]) => made.CorsConfiguration))).toContain(
      'https://*.cloudfront.net',
    );
  });
});
