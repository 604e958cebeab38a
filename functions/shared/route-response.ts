import type * as z from 'zod/mini';
import type { Route } from './route.ts';

type Headers = Readonly<Record<string, string>>;
type Typed = Headers & { 'content-type': string };

type ResponseOf<S, A> =
  | (A extends { json: infer J extends z.ZodMiniType }
      ? { status: S; json: z.infer<J>; headers?: Headers }
      : never)
  | (A extends { text: readonly string[] } ? { status: S; text: string; headers: Typed } : never)
  | (A extends { bytes: readonly string[] } ? { status: S; bytes: Uint8Array; headers: Typed } : never)
  | (A extends { json: unknown } | { text: unknown } | { bytes: unknown }
      ? never
      : { status: S; headers?: Headers });

/** What a function may answer on a route: JSON that fits the schema of its status, a text or bytes with their type, or nothing. */
export type RouteResponse<R extends Route> = {
  [S in keyof R['answers'] & number]: ResponseOf<S, R['answers'][S]>;
}[keyof R['answers'] & number];

/** Headers and body of a response, as the gateway takes them: bytes in base64. */
export function bodyOf(response: { json?: unknown; text?: string; bytes?: Uint8Array; headers?: Headers }): {
  headers: Headers;
  body: string;
  isBase64Encoded?: true;
} {
  const { json, text, bytes, headers = {} } = response;
  if (bytes) return { headers, body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true };
  return json === undefined
    ? { headers, body: text ?? '' }
    : { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(json) };
}
