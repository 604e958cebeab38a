import { InconsistentState, StoreBusy } from '../shared/faults.ts';

/**
 * The bytes behind a link, which must be so many: no more are read.
 * @throws StoreBusy where the store does not give them out; InconsistentState where it has more or fewer
 */
export async function fetchBytes(url: string, size: number): Promise<Uint8Array> {
  const response = await fetch(url, { redirect: 'error' }).catch((cause: unknown) => {
    throw new StoreBusy('a paper could not be fetched', { cause });
  });
  if (!response.ok) throw new StoreBusy(`the store answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of response.body ?? []) {
    read += chunk.length;
    if (read > size) break;
    chunks.push(chunk);
  }
  if (read !== size) throw new InconsistentState('the store holds another number of bytes than was filed');
  return Buffer.concat(chunks);
}
