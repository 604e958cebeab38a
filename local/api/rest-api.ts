import {
  asFlag,
  asNumber,
  asObject,
  asString,
  isObject,
  type JsonObject,
  optional,
  strings,
} from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { PlayedResource, StackModel } from '../template/stack-model.ts';
import { type BodyValidator, bodyValidator } from './body-validator.ts';
import { GatewayResponses } from './gateway-response.ts';
import { buildRoutes, type Route } from './routes.ts';
import { readStage, type Stage } from './stage.ts';

export type Integration =
  | { readonly kind: 'lambda'; readonly functionArn: string; readonly timeoutMs: number }
  | {
      readonly kind: 'mock';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

export type AuthorizerSpec = {
  readonly id: string;
  readonly kind: 'TOKEN' | 'REQUEST';
  readonly functionArn: string;
  /** Such as `method.request.header.Authorization`. */
  readonly identitySources: readonly string[];
  readonly validation: RegExp | undefined;
  readonly ttlSeconds: number;
};

export type Method = {
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly integration: Integration;
  readonly authorizer: AuthorizerSpec | undefined;
  /** Locations such as `method.request.querystring.q` that must have a value. */
  readonly requiredParameters: readonly string[];
  readonly validateBody: BodyValidator | undefined;
};

export type RestApi = {
  readonly id: string;
  readonly root: Route;
  readonly stage: Stage;
  readonly methods: ReadonlyMap<string, Method>;
  readonly gatewayResponses: GatewayResponses;
  readonly binaryMediaTypes: readonly string[];
};

export const methodKey = (resourceId: string, httpMethod: string): string => `${httpMethod} ${resourceId}`;

/** The function inside `arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<ARN>/invocations`. */
function functionArnOf(uri: string, owner: string): string {
  const found = /functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1];
  if (found === undefined) throw new Refused([`the integration ${uri} (${owner})`]);
  return found;
}

function mock(integration: JsonObject, owner: string): Integration {
  const [response] = Array.isArray(integration.IntegrationResponses) ? integration.IntegrationResponses : [];
  const {
    StatusCode: status = '200',
    ResponseParameters: parameters = {},
    ResponseTemplates: templates = {},
  } = asObject(response ?? {}, owner);
  const [body] = Object.values(asObject(templates, owner));
  if (typeof body === 'string' && /[$#]/.test(body))
    throw new Refused([`a template in the mock integration of ${owner}`]);
  return {
    kind: 'mock',
    status: asNumber(status, owner),
    headers: Object.fromEntries(
      Object.entries(asObject(parameters, owner)).map(([name, value]) => [
        name.replace('method.response.header.', ''),
        asString(value, owner).replace(/^'(.*)'$/s, '$1'),
      ]),
    ),
    body: optional(body, owner, asString) ?? '',
  };
}

function integrationOf({ properties, logicalId }: PlayedResource): Integration {
  const integration = asObject(properties.Integration, `${logicalId}.Integration`);
  const type = asString(integration.Type, `${logicalId}.Integration.Type`);
  if (type === 'MOCK') return mock(integration, logicalId);
  if (type !== 'AWS_PROXY') throw new Refused([`the integration type ${type} (${logicalId})`]);
  return {
    kind: 'lambda',
    functionArn: functionArnOf(asString(integration.Uri, 'Uri'), logicalId),
    timeoutMs: optional(integration.TimeoutInMillis, 'TimeoutInMillis', asNumber) ?? 29_000,
  };
}

function authorizerOf({ ref, properties, logicalId }: PlayedResource): AuthorizerSpec {
  const type = asString(properties.Type, 'Type');
  if (type !== 'TOKEN' && type !== 'REQUEST')
    throw new Refused([`an authorizer of type ${type} (${logicalId})`]);
  const validation = optional(
    properties.IdentityValidationExpression,
    'IdentityValidationExpression',
    asString,
  );
  return {
    id: ref,
    kind: type,
    functionArn: functionArnOf(asString(properties.AuthorizerUri, 'AuthorizerUri'), logicalId),
    identitySources: (optional(properties.IdentitySource, 'IdentitySource', asString) ?? '')
      .split(',')
      .map((source) => source.trim())
      .filter((source) => source !== ''),
    validation: validation === undefined ? undefined : new RegExp(`^(?:${validation})$`),
    ttlSeconds: optional(properties.AuthorizerResultTtlInSeconds, 'Ttl', asNumber) ?? 300,
  };
}

async function readMethod(
  resource: PlayedResource,
  stack: StackModel,
  authorizers: ReadonlyMap<string, AuthorizerSpec>,
): Promise<Method> {
  const { properties, logicalId } = resource;
  const type = optional(properties.AuthorizationType, 'AuthorizationType', asString) ?? 'NONE';
  if (type !== 'NONE' && type !== 'CUSTOM')
    throw new Refused([`the authorization type ${type} (${logicalId})`]);
  if (asFlag(properties.ApiKeyRequired)) throw new Refused([`API keys (${logicalId})`]);
  const validator = stack
    .byType('AWS::ApiGateway::RequestValidator')
    .find(({ ref }) => ref === properties.RequestValidatorId)?.properties;
  const parameters = isObject(properties.RequestParameters)
    ? Object.entries(properties.RequestParameters)
    : [];
  return {
    resourceId: asString(properties.ResourceId, 'ResourceId'),
    httpMethod: asString(properties.HttpMethod, 'HttpMethod'),
    integration: integrationOf(resource),
    authorizer:
      type === 'CUSTOM' ? authorizers.get(asString(properties.AuthorizerId, 'AuthorizerId')) : undefined,
    requiredParameters: asFlag(validator?.ValidateRequestParameters)
      ? parameters.filter(([, required]) => asFlag(required)).map(([location]) => location)
      : [],
    validateBody:
      asFlag(validator?.ValidateRequestBody) && isObject(properties.RequestModels)
        ? await bodyValidator(properties.RequestModels, stack)
        : undefined,
  };
}

/** The REST API of the stack; undefined when it has none. */
export async function readRestApi(stack: StackModel): Promise<RestApi | undefined> {
  const [api, ...others] = stack.byType('AWS::ApiGateway::RestApi');
  const [stage, ...stages] = stack.byType('AWS::ApiGateway::Stage');
  if (api === undefined) return undefined;
  if (others.length + stages.length > 0 || stage === undefined)
    throw new Refused(['more or less than one REST API with one stage']);
  const authorizers = new Map(
    stack.byType('AWS::ApiGateway::Authorizer').map((one) => [one.ref, authorizerOf(one)]),
  );
  const methods = new Map<string, Method>();
  for (const resource of stack.byType('AWS::ApiGateway::Method')) {
    const method = await readMethod(resource, stack, authorizers);
    methods.set(methodKey(method.resourceId, method.httpMethod), method);
  }
  return {
    id: api.ref,
    root: buildRoutes(`${api.ref}-root`, stack.byType('AWS::ApiGateway::Resource')),
    stage: readStage(stage),
    methods,
    gatewayResponses: new GatewayResponses(stack.byType('AWS::ApiGateway::GatewayResponse')),
    binaryMediaTypes: strings(api.properties.BinaryMediaTypes, 'BinaryMediaTypes'),
  };
}
