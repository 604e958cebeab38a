import * as z from 'zod/mini';
import { scanBytes, type Verdict } from './scan-sample.ts';

const Request = z.object({ url: z.string() });

/** Takes the bytes from the link that it is given; the link is all that it may read. */
export const handler = async (event: unknown): Promise<{ verdict: Verdict }> => {
  const response = await fetch(Request.parse(event).url, { redirect: 'error' });
  if (!response.ok) throw new Error(`the store answered ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { verdict: scanBytes(bytes, response.headers.get('content-type') ?? '') };
};
