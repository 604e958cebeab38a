import type { TimestampAuthority } from './timestamp-authority.ts';
import { TimestampRefused } from './timestamp-refused.ts';

/** Tokens have some 2 to 10 KB, with the certificates of their signer. */
export const MOST_BYTES = 32 * 1024;
const TIMEOUT_MS = 8_000;

/** Over HTTP, as RFC 3161, section 3.4 has it: one request, no redirection, and no more of an answer than a token needs. */
export const httpTimestampAuthority = (url: string, timeout = TIMEOUT_MS): TimestampAuthority => ({
  ask: async (query) => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
        body: query,
        redirect: 'error',
        signal: AbortSignal.timeout(timeout),
      });
      const type = answer.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
      if (answer.status !== 200 || type !== 'application/timestamp-reply' || !answer.body) {
        await answer.body?.cancel();
        throw new TimestampRefused('no-answer');
      }
      return await bounded(answer.body);
    } catch (error) {
      if (error instanceof TimestampRefused) throw error;
      throw new TimestampRefused('no-answer', { cause: error });
    }
  },
});

async function bounded(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Whoever leaves the loop cancels what is left.
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new TimestampRefused('no-answer');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
