import { randomUUID } from 'node:crypto';
import { asNumber, asString, isObject, optional } from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { PlayedResource } from '../template/stack-model.ts';

export type HttpReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
};

/** What API Gateway says by itself: type, default status, default message, default error type. */
const DEFAULTS = {
  ACCESS_DENIED: [403, 'User is not authorized to access this resource', 'AccessDeniedException'],
  API_CONFIGURATION_ERROR: [500, 'Internal server error', 'InternalServerErrorException'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, null, 'AuthorizerConfigurationException'],
  AUTHORIZER_FAILURE: [500, null, 'AuthorizerConfigurationException'],
  BAD_REQUEST_BODY: [400, 'Invalid request body', 'BadRequestException'],
  BAD_REQUEST_PARAMETERS: [400, 'Missing required request parameters', 'BadRequestException'],
  INTEGRATION_FAILURE: [504, 'Internal server error', 'InternalServerErrorException'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out', 'InternalServerErrorException'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'Missing Authentication Token', 'MissingAuthenticationTokenException'],
  REQUEST_TOO_LARGE: [413, 'HTTP content length exceeded 10485760 bytes.', 'RequestEntityTooLargeException'],
  THROTTLED: [429, 'Too Many Requests', 'TooManyRequestsException'],
  UNAUTHORIZED: [401, 'Unauthorized', 'UnauthorizedException'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Unsupported Media Type', 'BadRequestException'],
  /** Not a response type of its own: a proxy integration that answered nonsense, or headers over the limit. */
  DEFAULT_4XX: [400, 'Bad Request', 'BadRequestException'],
  DEFAULT_5XX: [500, 'Internal server error', 'InternalServerErrorException'],
} as const satisfies Record<string, readonly [number, string | null, string]>;

export type ResponseType = keyof typeof DEFAULTS;

/** What a template may name of the request; https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html */
export type GatewayContext = {
  readonly requestId: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly resourcePath: string;
  readonly stage: string;
  readonly sourceIp: string;
};

type Override = {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly template: string | undefined;
  readonly contentType: string;
};

const VARIABLE =
  /\$context\.(error\.)?(\w+(?:\.\w+)*)|\$\{[^}]*\}|\$(?:input|util|stageVariables)\b|#(?:set|if|foreach)\b/g;

const ERROR_VARIABLES = ['message', 'messageString', 'responseType', 'validationErrorString'];
const CONTEXT_VARIABLES = [
  'extendedRequestId',
  'httpMethod',
  'identity.sourceIp',
  'path',
  'protocol',
  'requestId',
  'resourcePath',
  'stage',
];

/** Gateway responses know simple variables only. One that this does not know stops the start, not a request. */
function checkTemplate(template: string, owner: string): void {
  for (const [variable, error, name = ''] of template.matchAll(VARIABLE)) {
    const known = error ? ERROR_VARIABLES : CONTEXT_VARIABLES;
    if (!known.includes(name)) throw new Refused([`${variable} in the gateway response ${owner}`]);
  }
}

function overrideOf({ properties, logicalId }: PlayedResource): Override {
  const templates = Object.entries(
    isObject(properties.ResponseTemplates) ? properties.ResponseTemplates : {},
  );
  const [contentType = 'application/json', body] =
    templates.find(([type]) => type === 'application/json') ?? templates[0] ?? [];
  const template = optional(body, `${logicalId}.ResponseTemplates`, asString);
  if (template !== undefined) checkTemplate(template, logicalId);
  const parameters = isObject(properties.ResponseParameters) ? properties.ResponseParameters : {};
  return {
    status: optional(properties.StatusCode, `${logicalId}.StatusCode`, asNumber),
    headers: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => {
        const text = asString(value, `${logicalId}.${name}`);
        const quoted = /^'(.*)'$/s.exec(text)?.[1];
        if (!name.startsWith('gatewayresponse.header.') || quoted === undefined) {
          throw new Refused([`${name}: ${text} in the gateway response ${logicalId}`]);
        }
        return [name.slice('gatewayresponse.header.'.length), quoted];
      }),
    ),
    template,
    contentType,
  };
}

export type GatewayFault = {
  readonly type: ResponseType;
  readonly message?: string | undefined;
  readonly status?: number;
  readonly validation?: string;
};

/** What the gateway answers when no function does. */
export class GatewayResponses {
  readonly #overrides: ReadonlyMap<string, Override>;

  constructor(resources: readonly PlayedResource[]) {
    this.#overrides = new Map(
      resources.map((resource) => [
        asString(resource.properties.ResponseType, 'ResponseType'),
        overrideOf(resource),
      ]),
    );
  }

  render(fault: GatewayFault, context: GatewayContext): HttpReply {
    const [defaultStatus, defaultMessage, errorType] = DEFAULTS[fault.type];
    const family = defaultStatus < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
    const own = this.#overrides.get(fault.type);
    const general = this.#overrides.get(family);
    const message = fault.message ?? defaultMessage;
    const values: Record<string, string> = {
      'error.message': message ?? '',
      'error.messageString': JSON.stringify(message),
      'error.responseType': fault.type,
      'error.validationErrorString': fault.validation ?? '',
      extendedRequestId: context.requestId,
      httpMethod: context.httpMethod,
      'identity.sourceIp': context.sourceIp,
      path: context.path,
      protocol: 'HTTP/1.1',
      requestId: context.requestId,
      resourcePath: context.resourcePath,
      stage: context.stage,
    };
    const chosen = own ?? general;
    const template = chosen?.template ?? '{"message":$context.error.messageString}';
    return {
      status: own?.status ?? general?.status ?? fault.status ?? defaultStatus,
      headers: {
        'content-type': chosen?.contentType ?? 'application/json',
        'x-amzn-errortype': errorType,
        'x-amzn-requestid': context.requestId,
        'x-amz-apigw-id': randomUUID().slice(0, 16),
        ...chosen?.headers,
      },
      body: template.replaceAll(
        VARIABLE,
        (_, error: string | undefined, name: string) => values[`${error ?? ''}${name}`] ?? '',
      ),
    };
  }
}
