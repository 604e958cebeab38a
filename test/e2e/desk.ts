import type { Middleware } from 'openapi-fetch';
import * as z from 'zod/mini';
import { apiClient, type Tokens } from '../../examples/client/api-client.ts';
import { openDesk } from '../../examples/demo/desk.ts';
import { problemsOf } from '../../functions/shared/route.ts';
import { ALL_ROUTES } from '../../scripts/openapi/all-routes.ts';

/**
 * The system under test: the deployment at API_URL, or a laptop with a state folder of its own that ends with the test
 * file. The same cases run against both. Every answer is held against its route: one that does not fit fails the call.
 */
export async function openTestDesk(state: string) {
  const desk = await openDesk(state);
  const api = apiClient(desk.apiUrl);
  api.use(heldAgainstItsRoute);
  const token: Tokens = desk.tokens;
  return { desk, api, token };
}
export type TestDesk = Awaited<ReturnType<typeof openTestDesk>>;

const Refusal = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  instance: z.string(),
  faults: z.optional(z.array(z.strictObject({ pointer: z.string(), code: z.string(), detail: z.string() }))),
});

const heldAgainstItsRoute: Middleware = {
  onResponse: async ({ schemaPath, request, response }) => {
    const stated = ALL_ROUTES.find(
      ({ route }) => route.method === request.method && route.path.replace('+}', '}') === schemaPath,
    );
    if (!stated) throw new Error(`${request.method} ${schemaPath} is no route`);
    const { route } = stated;
    // A redirection has no body, and a picture is no JSON.
    const isLed = response.status === 303;
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    const answered: unknown = isLed || !isJson ? undefined : await response.clone().json();
    if (response.ok) route.answers[response.status]?.json?.parse(answered);
    const isStated =
      response.ok || isLed
        ? route.answers[response.status] !== undefined
        : problemsOf(route).some((code) => code === Refusal.parse(answered).code);
    if (!isStated)
      throw new Error(
        `${route.method} ${route.path} does not state its answer ${response.status}: ${answered}`,
      );
  },
};
