import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';

export type DemandView = components['schemas']['DemandView'];
export type Report = components['schemas']['Report'];
export type Cell = components['schemas']['Cell'];

export type Tokens = (role: string, name: string, authority?: string) => Promise<string>;
/** Calls the API as anyone would, over HTTP, with the types of docs/openapi.json. Of media types it takes the JSON ones. */
export type ApiClient = Client<paths, `application/${string}`>;

const PAUSES_MS = [200, 500, 1000, 2000];
/** Who says when to come again is asked again for so long. */
const PATIENCE_MS = 120_000;

export const apiClient = (apiUrl: string): ApiClient =>
  createClient<paths, `application/${string}`>({ baseUrl: apiUrl.replace(/\/+$/, ''), fetch: persistent });

/** Tries again what may pass: throttling and faults of the other side; every call here may be sent twice. */
async function persistent(request: Request): Promise<Response> {
  const pauses = [...PAUSES_MS];
  for (const deadline = Date.now() + PATIENCE_MS; ; ) {
    const response = await fetch(request.clone());
    if (response.status !== 429 && response.status < 500) return response;
    const told = Number(response.headers.get('retry-after') ?? 0) * 1000;
    const pause = pauses.shift() ?? told;
    if (pause === 0 || Date.now() > deadline) return response;
    await new Promise((resolve) => setTimeout(resolve, Math.max(pause, told)));
  }
}

/** The header of someone with a token. */
export const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** What a call answered. @throws ApiError with its problem, where it did not succeed */
export async function given<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (data !== undefined) return data;
  throw new ApiError(response, error);
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  constructor({ url, status }: Response, problem: unknown) {
    super(`${new URL(url).pathname} answered ${status}: ${JSON.stringify(problem)?.slice(0, 500)}`);
    this.status = status;
  }
}
