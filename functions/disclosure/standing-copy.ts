import type { CopyPart } from '../ledger/parts/copy.part.ts';
import type { DisclosurePart } from '../ledger/parts/disclosure.part.ts';

/** When who asked is told to ask again. */
export const ASK_AGAIN_SECONDS = 20;
/** A copy that is not there after so long was cut off: its function has five minutes. */
const GIVEN_UP_MS = 6 * 60_000;

type Package = Pick<DisclosurePart, 'key' | 'sha256'>;

/** What there is of the copy of a volume for the keys of now: it stands, is being made, or is to be begun. */
export function standingCopy(
  copy: CopyPart | undefined,
  { sha256 }: Package,
  { recipients, at }: { recipients: readonly string[]; at: string },
): { key: string; versionId: string } | 'making' | 'none' {
  if (!copy || copy.sha256 !== sha256 || copy.recipients.join() !== recipients.join()) return 'none';
  if (copy.versionId) return { key: copy.key, versionId: copy.versionId };
  return Date.parse(at) - Date.parse(copy.begunAt) < GIVEN_UP_MS ? 'making' : 'none';
}

/** A copy that begins now. @param about `seq`: of the event that tells of it */
export const begunCopy = (
  { key, sha256 }: Package,
  volume: number,
  about: { recipients: readonly string[]; at: string; seq: number },
): CopyPart => ({
  sha256,
  recipients: [...about.recipients],
  begunAt: about.at,
  // The number of its event: no two copies of a demand have the same.
  key: `${key}.${volume}-${about.seq}.age`,
});
