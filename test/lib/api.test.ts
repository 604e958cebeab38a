import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { STAGES } from '../../bin/stages.ts';
import { Problem, problemBody } from '../../functions/shared/problem.ts';
import { flatten } from '../../lib/shared/flatten.ts';
import { ALL_ROUTES } from '../../scripts/openapi/all-routes.ts';
import { methodsOf } from './routes.ts';
import { ROOT, resourceOf, resourcesOf, templateOf } from './templates.ts';

const PUBLIC = [
  'GET /log/{file+}',
  'GET /openapi.json',
  'GET /reports',
  'GET /reports/{period}',
  'GET /reports/{period}/proof',
  'GET /rulebook',
  'GET /rulebook/{page+}',
];
const template = templateOf('prod');

const methods = methodsOf(template);

describe('the API', () => {
  it('has the routes of docs/design.md and no other (npm run draw adds those that it lacks)', () => {
    const table = readFileSync(join(ROOT, 'docs/design.md'), 'utf8').match(/^\| `(GET|POST) .*$/gm) ?? [];
    const designed = table.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, route]) => route),
    );
    expect(methods.map(([route]) => route).sort()).toEqual(designed.sort());
  });

  it('has the routes that functions state', () => {
    const stated = ALL_ROUTES.map(({ route }) => [`${route.method} ${route.path}`, route.roles === 'public']);
    const unserved = ALL_ROUTES.filter(
      ({ route }) => !methods.some(([served]) => served === `${route.method} ${route.path}`),
    );
    expect(
      unserved.map(
        ({ room, verb }) => `functions/${room}/${verb}.route.ts: bring it in lib/${room}, by door.route(…)`,
      ),
    ).toEqual([]);
    expect(stated.map(([route]) => route).sort()).toEqual(methods.map(([route]) => route).sort());
    expect(stated.filter(([, isPublic]) => isPublic).map(([route]) => route)).toEqual(PUBLIC);
  });

  it.each(methods.filter(([route]) => !PUBLIC.includes(route)))('%s asks who is calling', (_, method) => {
    const [authorizer] = resourceOf(template, 'AWS::ApiGateway::Authorizer');
    expect(method).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: authorizer } });
  });

  it.each(methods.filter(([route]) => PUBLIC.includes(route)))('%s is for everyone', (_, method) => {
    expect(method.AuthorizationType).toBe('NONE');
  });

  it.each(resourcesOf(template, 'AWS::ApiGateway::Method'))(
    '%s waits until the stage may call its function, and nobody else',
    (_, { Properties: { Integration }, DependsOn }) => {
      const [, called] = /functions\/(<\w+>)\/invocations$/.exec(flatten(Object(Integration).Uri)) ?? [];
      const letting = resourcesOf(template, 'AWS::Lambda::Permission').filter(
        ([, { Properties }]) => flatten(Properties.FunctionName) === called,
      );
      // Schedules call one of them, too.
      const ofTheApi = letting.filter(
        ([, { Properties }]) => Properties.Principal !== 'events.amazonaws.com',
      );
      expect(ofTheApi.map(([id]) => id)).toEqual([expect.any(String)]);
      const [api] = resourceOf(template, 'AWS::ApiGateway::RestApi');
      for (const [id, { Properties }] of ofTheApi) {
        expect(DependsOn).toContain(id);
        expect(Properties.Principal).toBe('apigateway.amazonaws.com');
        expect(flatten(Properties.SourceArn)).toMatch(new RegExp(`:<${api}>/prod/\\*/\\*$`));
      }
    },
  );

  it('checks every token anew', () => {
    const [, { Properties }] = resourceOf(template, 'AWS::ApiGateway::Authorizer');
    expect(Properties).toMatchObject({
      Type: 'TOKEN',
      IdentitySource: 'method.request.header.Authorization',
      AuthorizerResultTtlInSeconds: 0,
    });
  });

  it('throttles every route, some more', () => {
    const [, { Properties }] = resourceOf(template, 'AWS::ApiGateway::Stage');
    expect(Properties.MethodSettings).toContainEqual(
      expect.objectContaining({
        HttpMethod: '*',
        ResourcePath: '/*',
        ThrottlingRateLimit: STAGES.prod.throttle.rate,
      }),
    );
    const routes = methods.map(([route]) => route);
    for (const route of Object.keys(STAGES.prod.routeThrottles)) expect(routes).toContain(route);
    expect(Properties.MethodSettings).toHaveLength(1 + Object.keys(STAGES.prod.routeThrottles).length);
  });

  it('has room for filings beside whatever knocks on other doors', () => {
    const { throttle, routeThrottles } = STAGES.prod;
    for (const route of ['POST /demands', 'POST /documents'] as const)
      expect(routeThrottles[route].rate).toBeGreaterThanOrEqual(throttle.rate);
  });

  it('writes of a call neither who, nor where from, nor what', () => {
    const [, { Properties }] = resourceOf(template, 'AWS::ApiGateway::Stage');
    const { Format } = Properties.AccessLogSetting as { Format: string };
    expect(Format).toContain('$context.requestId');
    expect(Format).not.toMatch(
      /identity|authorizer|\$context\.path|querystring|requestOverride|error\.message/i,
    );
  });
});

describe('what the gateway says by itself', () => {
  const responses = resourcesOf(template, 'AWS::ApiGateway::GatewayResponse').map(
    ([, { Properties }]) => [String(Properties.ResponseType), Properties] as const,
  );

  it('is spelled for every type that it has', () => {
    expect(responses.map(([type]) => type).sort()).toEqual([
      'ACCESS_DENIED',
      'API_CONFIGURATION_ERROR',
      'AUTHORIZER_CONFIGURATION_ERROR',
      'AUTHORIZER_FAILURE',
      'BAD_REQUEST_BODY',
      'BAD_REQUEST_PARAMETERS',
      'DEFAULT_4XX',
      'DEFAULT_5XX',
      'EXPIRED_TOKEN',
      'INTEGRATION_FAILURE',
      'INTEGRATION_TIMEOUT',
      'INVALID_API_KEY',
      'INVALID_SIGNATURE',
      'MISSING_AUTHENTICATION_TOKEN',
      'QUOTA_EXCEEDED',
      'REQUEST_TOO_LARGE',
      'RESOURCE_NOT_FOUND',
      'THROTTLED',
      'UNAUTHORIZED',
      'UNSUPPORTED_MEDIA_TYPE',
      'WAF_FILTERED',
    ]);
  });

  it.each(responses)('%s has the shape in which functions write their problems', (_, properties) => {
    const { StatusCode, ResponseTemplates, ResponseParameters } = properties as {
      StatusCode: string;
      ResponseTemplates: Record<string, string>;
      ResponseParameters: Record<string, string>;
    };
    expect(ResponseParameters['gatewayresponse.header.content-type']).toBe("'application/problem+json'");
    expect(ResponseParameters['gatewayresponse.header.retry-after']).toBe(
      ['THROTTLED', 'AUTHORIZER_FAILURE'].includes(String(properties.ResponseType)) ? "'1'" : undefined,
    );
    const body = JSON.parse(ResponseTemplates['application/json'] ?? '');
    const ours = problemBody(new Problem(Number(StatusCode), body.code, body.detail), '$context.requestId');
    expect(Object.keys(body)).toEqual(Object.keys(ours));
    expect(body).toEqual(ours);
  });
});
