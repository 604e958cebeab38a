import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { components, paths } from '../../../examples/client/schema.d.ts';
import type { Config } from '../config.ts';
import { sessions } from '../session/session.ts';
import { Troubled, troubleOf } from './problem.ts';

type Schemas = components['schemas'];
export type DemandView = Schemas['DemandView'];
export type DemandSummary = Schemas['DemandSummary'];
export type DemandPage = Schemas['DemandPage'];
export type AgentView = Schemas['AgentView'];
export type AgentSummary = Schemas['AgentSummary'];
export type AgentPage = Schemas['AgentPage'];
export type Determination = Schemas['Determination'];
export type Finding = Schemas['Finding'];
export type Demand = Schemas['Demand'];
export type LedgerEvent = Schemas['LedgerEvent'];
export type { paths };

export type Api = Client<paths, `application/${string}`>;

/**
 * The API with the types of docs/openapi.json. Each call bears the token of the session and the role in which its person
 * acts. Demands that only cleared people may know of have ids of their own and are called beneath `/cleared`.
 */
export function openApi({ api }: Pick<Config, 'api'>): Api {
  const client = createClient<paths, `application/${string}`>({ baseUrl: api });
  client.use(signed(api));
  return client;
}

const signed = (base: string): Middleware => ({
  async onRequest({ request }) {
    const { now } = sessions;
    const url = new URL(request.url);
    const path = url.pathname.slice(
      new URL(base || location.origin, location.origin).pathname.replace(/\/$/, '').length,
    );
    if (isCleared(path, now?.role)) url.pathname = url.pathname.replace(path, `/cleared${path}`);
    const made = url.href === request.url ? request : new Request(url, request);
    if (now && !isPublic(path)) {
      made.headers.set('authorization', `Bearer ${now.token}`);
      if (now.role && now.roles.length > 1) made.headers.set('acting-role', now.role);
    }
    return made;
  },
  onResponse({ response }) {
    if (response.status === 401) sessions.expire();
  },
});

const isPublic = (path: string) => /^\/(?:rulebook|reports|log|openapi\.json)(?:\/|$)/.test(path);

function isCleared(path: string, role: string | undefined): boolean {
  if (/^\/demands\/c-/.test(path)) return true;
  return /^\/(?:demands|attempts)(?:\/bulk)?$/.test(path) && role?.startsWith('cleared-') === true;
}

/** What a call answered. @throws Troubled where it did not succeed */
export async function given<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await reached(call);
  if (response.ok && data !== undefined) return data;
  throw new Troubled(troubleOf(response.status, error));
}

/** @throws Troubled where no answer came; an abort is passed on as it is */
export async function reached<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    // What is no JSON is not of the service: somebody between answered, such as a page that asks to sign in to a network.
    if (error instanceof TypeError || error instanceof SyntaxError)
      throw new Troubled({ kind: 'unreachable' });
    throw error;
  }
}
