import type { MarkFinder } from '../../functions/validity/find-marks.ts';

/** For tests of something else: nothing looks like a forgery. */
export const noMarks: MarkFinder = { find: async () => [] };
