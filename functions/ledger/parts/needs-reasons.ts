import type { Reason } from '../../shared/determination.schema.ts';

/** Reasons that readers of version 2 do not know. */
const LATER: readonly Reason[] = ['holder-uncertain'];

/** The version that an item needs by the reasons in it; of what holds reasons, version 3 differs by them alone. */
export const needsReasons = (reasons: readonly Reason[] = []): number =>
  reasons.some((reason) => LATER.includes(reason)) ? 3 : 2;
