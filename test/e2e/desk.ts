import { apiClient, type Tokens } from '../../examples/demo/api-client.ts';
import { openDesk } from '../../examples/demo/desk.ts';

/**
 * The system under test: the deployment at API_URL, or a laptop with a state folder of its own that ends with the test
 * file. The same cases run against both.
 */
export async function openTestDesk(state: string) {
  const desk = await openDesk(state);
  const api = apiClient(desk.apiUrl);
  const token: Tokens = desk.tokens;
  return { desk, api, token };
}
export type TestDesk = Awaited<ReturnType<typeof openTestDesk>>;
