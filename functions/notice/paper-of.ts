import type { DeterminationPart } from '../ledger/parts/determination.part.ts';
import type { Notice } from '../shared/determination.schema.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';

/** What a round of the checks says of telling the customer. A claim of silence that lacks what its statute asks for holds for a time, and not for ever. */
export function paperOf(
  { determination: { notice }, decidedAt }: DeterminationPart,
  times: Pick<SecrecyTimes, 'unfoundedUntil'>,
): Notice {
  if (notice.regime !== 'hold' || notice.until !== undefined) return notice;
  return { ...notice, until: times.unfoundedUntil(decidedAt) };
}
