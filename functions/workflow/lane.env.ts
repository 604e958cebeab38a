import * as z from 'zod/mini';
import type { OrdinaryStarts } from './lane.ts';

const count = z.string().check(z.regex(/^[1-9]\d{0,6}$/));

/** Of the functions that start demands. */
export const LaneEnv = z.object({ STARTS_AT_ONCE: count, STARTS_PER_HOUR: count });
export type LaneEnv = z.infer<typeof LaneEnv>;

export const ordinaryStartsOf = ({ STARTS_AT_ONCE, STARTS_PER_HOUR }: LaneEnv): OrdinaryStarts => ({
  burst: Number(STARTS_AT_ONCE),
  perHour: Number(STARTS_PER_HOUR),
});
