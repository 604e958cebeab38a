import { part } from '../part.ts';
import { needsReasons } from './needs-reasons.ts';
import { ReviewPart } from './review.part.ts';

/**
 * `APPROVAL_AHEAD(round)`: a reviewer's approval of a round that waits for somebody else. It becomes the review of the
 * round that the end of the wait begins, where that round authorises the same.
 */
export const APPROVAL_AHEAD = part('approval-ahead#', ReviewPart, {
  version: 5,
  // Version 2 was written with the reasons of version 3, too.
  needs: ({ resolves, perTarget }) => {
    if (perTarget) return 5;
    return needsReasons(resolves) > 3 ? needsReasons(resolves) : 2;
  },
});
