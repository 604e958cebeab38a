import type { LaneEnv } from '../../functions/workflow/lane.env.ts';
import type { Stage } from '../shared/stage.ts';

/** What functions that start demands are told of how many may be started. */
export const laneOf = ({ ordinaryStarts }: Stage): LaneEnv => ({
  STARTS_AT_ONCE: String(ordinaryStarts.burst),
  STARTS_PER_HOUR: String(ordinaryStarts.perHour),
});
