import type { Reason } from '../../shared/determination.schema.ts';

/** Reasons that readers of version 2 do not know, by the version that brought them. */
const SINCE: Partial<Record<Reason, number>> = { 'holder-uncertain': 3, 'authority-differs': 4 };

/** The version that an item needs by the reasons in it; of what holds reasons, versions from 3 on differ by them alone. */
export const needsReasons = (reasons: readonly Reason[] = []): number =>
  Math.max(2, ...reasons.map((reason) => SINCE[reason] ?? 2));
