import type { LogFiles } from './log.store.ts';
import { proofKey } from './log-files.ts';

/** Proofs of entries that the log took in; undefined for what it has not. */
export type Proofs = { of(entry: string): Promise<string | undefined> };

/** Has what waits for the log taken in, and comes back when it is. */
export type TakeIn = () => Promise<void>;

export const proofsIn = (archive: Pick<LogFiles, 'read'>): Proofs => ({
  of: async (entry) => (await archive.read(proofKey(entry)))?.body.toString('utf8'),
});

/** The proof of an entry that may still be waiting. */
export async function proofNow(
  entry: string,
  { proofs, takeIn }: { proofs: Proofs; takeIn: TakeIn },
): Promise<string | undefined> {
  const known = await proofs.of(entry);
  if (known !== undefined) return known;
  await takeIn();
  return proofs.of(entry);
}
