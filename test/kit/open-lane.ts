import type { LaneDeps } from '../../functions/workflow/lane.ts';

/** Room for every demand, for tests of something else. */
export const openLane: LaneDeps = {
  limits: { take: async () => 0 },
  ordinaryStarts: { burst: 1000, perHour: 3_600_000 },
};
