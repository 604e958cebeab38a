import { evaluate } from '../iam/evaluate.ts';
import { parsePolicy, type Statement } from '../iam/statement.ts';
import type { Functions } from '../lambda/functions.ts';
import { isObject, type Json, type JsonObject } from '../template/json.ts';
import { arn } from '../template/pseudo-parameters.ts';
import type { GatewayFault } from './gateway-response.ts';
import { type ApiRequest, baseEvent, headerOf } from './proxy-event.ts';
import type { AuthorizerSpec, RestApi } from './rest-api.ts';

export type Authorization = { readonly context: JsonObject } | { readonly fault: GatewayFault };

type Verdict = {
  readonly statements: readonly Statement[];
  readonly context: JsonObject;
};

type Answer = { readonly verdict: Verdict } | { readonly fault: GatewayFault };

const MOST_KEPT = 10_000;
const UNAUTHORIZED: Authorization & Answer = { fault: { type: 'UNAUTHORIZED' } };
const MISCONFIGURED: Authorization & Answer = { fault: { type: 'AUTHORIZER_CONFIGURATION_ERROR' } };

function valueAt(source: string, request: ApiRequest): string | undefined {
  const [, , place, ...name] = source.split('.');
  if (place === 'header') return headerOf(request, name.join('.'));
  if (place === 'querystring') return request.query.get(name.join('.')) ?? undefined;
  return undefined;
}

/** The gateway passes a context's values on as strings. */
function contextOf(answer: JsonObject): JsonObject | undefined {
  const context: JsonObject = { principalId: String(answer.principalId) };
  for (const [name, value] of Object.entries(isObject(answer.context) ? answer.context : {})) {
    if (typeof value === 'object' && value !== null) return undefined;
    if (value !== null) context[name] = String(value);
  }
  return context;
}

function verdictOf(answer: Json): Verdict | undefined {
  if (!isObject(answer) || typeof answer.principalId !== 'string' || !isObject(answer.policyDocument))
    return undefined;
  const context = contextOf(answer);
  if (context === undefined) return undefined;
  try {
    return { statements: parsePolicy(answer.policyDocument), context };
  } catch {
    return undefined;
  }
}

/** Lambda authorizers: their answer is a policy, kept for a while by the token that it was given for. */
export class ApiAuthorizer {
  readonly #api: RestApi;
  readonly #functions: Functions;
  readonly #kept = new Map<string, { verdict: Verdict; until: number }>();

  constructor(api: RestApi, functions: Functions) {
    this.#api = api;
    this.#functions = functions;
  }

  async authorize(spec: AuthorizerSpec, request: ApiRequest): Promise<Authorization> {
    const identity = spec.identitySources.map((source) => valueAt(source, request));
    // Without its identity sources a request is turned away before the function is asked.
    if (identity.some((value) => value === undefined || value === '')) return UNAUTHORIZED;
    const [token = ''] = identity;
    if (spec.kind === 'TOKEN' && spec.validation !== undefined && !spec.validation.test(token ?? ''))
      return UNAUTHORIZED;
    const methodArn = this.#methodArn(request);
    const answer = await this.#ask(spec, request, identity.join('\n'), methodArn);
    if ('fault' in answer) return answer;
    const decision = evaluate(answer.verdict.statements, {
      action: 'execute-api:Invoke',
      resource: methodArn,
      context: {},
    });
    if (decision === 'allowed') return { context: answer.verdict.context };
    const message =
      decision === 'explicitlyDenied'
        ? 'User is not authorized to access this resource with an explicit deny'
        : 'User is not authorized to access this resource';
    return { fault: { type: 'ACCESS_DENIED', message } };
  }

  async #ask(
    spec: AuthorizerSpec,
    request: ApiRequest,
    identity: string,
    methodArn: string,
  ): Promise<Answer> {
    const cacheKey = `${spec.id}\n${identity}`;
    const caches = spec.ttlSeconds > 0 && identity !== '';
    const kept = this.#kept.get(cacheKey);
    if (caches && kept !== undefined && kept.until > Date.now()) return { verdict: kept.verdict };
    const event: Json =
      spec.kind === 'TOKEN'
        ? { type: 'TOKEN', methodArn, authorizationToken: identity }
        : { type: 'REQUEST', methodArn, ...baseEvent(this.#api, request) };
    const outcome = await this.#functions.invoke(spec.functionArn, event);
    if (!outcome.ok) {
      return outcome.error.errorMessage === 'Unauthorized'
        ? UNAUTHORIZED
        : { fault: { type: 'AUTHORIZER_FAILURE' } };
    }
    const verdict = verdictOf(outcome.payload);
    if (verdict === undefined) return MISCONFIGURED;
    if (caches) {
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      this.#kept.set(cacheKey, { verdict, until: Date.now() + spec.ttlSeconds * 1000 });
    }
    return { verdict };
  }

  #methodArn({ httpMethod, path }: ApiRequest): string {
    return arn('execute-api', `${this.#api.id}/${this.#api.stage.name}/${httpMethod}${path}`);
  }
}
