import * as z from 'zod/mini';

/** What the demo reads of a demand. */
export const View = z.object({
  id: z.string(),
  status: z.string(),
  conclusion: z.optional(z.string()),
  round: z.number(),
  determination: z.optional(
    z.object({
      outcome: z.string(),
      reasons: z.array(z.string()),
      approvals: z.number(),
      findings: z.array(
        z.object({
          check: z.string(),
          outcome: z.string(),
          reason: z.optional(z.string()),
          cite: z.string(),
          explanation: z.string(),
        }),
      ),
    }),
  ),
  releases: z.optional(z.array(z.object({ by: z.optional(z.string()) }))),
  package: z.optional(z.object({ sha256: z.string() })),
});
export type View = z.infer<typeof View>;

export type Tokens = (role: string, name: string, authority?: string) => Promise<string>;
export type Call = {
  method?: string;
  path: string;
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
};

const PAUSES_MS = [200, 500, 1000, 2000];

/** Calls the API as anyone would, over HTTP. An answer that is not a success is an error with its problem's code. */
export function apiClient(apiUrl: string) {
  const base = apiUrl.replace(/\/+$/, '');
  const send = async ({ method = 'GET', path, token, body, headers = {} }: Call) =>
    fetch(`${base}${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  /** Tries again what may pass: throttling and faults of the other side; every call here may be sent twice. */
  const call = async (request: Call): Promise<Response> => {
    for (const pause of PAUSES_MS) {
      const response = await send(request);
      if (response.status !== 429 && response.status < 500) return response;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return send(request);
  };
  const ok = async (request: Call): Promise<Response> => {
    const response = await call(request);
    if (response.ok) return response;
    throw new ApiError(request, response.status, await response.text());
  };
  return {
    call,
    ok,
    json: async <T extends z.ZodMiniType>(request: Call, schema: T): Promise<z.infer<T>> =>
      schema.parse(await (await ok(request)).json()),
  };
}
export type ApiClient = ReturnType<typeof apiClient>;

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  constructor({ method = 'GET', path }: Call, status: number, body: string) {
    super(`${method} ${path} answered ${status}: ${body.slice(0, 500)}`);
    this.status = status;
  }
}
