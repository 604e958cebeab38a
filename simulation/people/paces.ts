import type { Random } from '../../examples/provider/random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long people take, who have other work, weekends and holidays, and forget. */
export type Pace = (random: Random) => number;

const between = (random: Random, min: number, max: number) => min + random.next() * (max - min);
/** Most are soon, some are late, a few very late. */
const pace =
  (soon: [number, number], late: [number, number], forgotten: [number, number]): Pace =>
  (random) => {
    const luck = random.next();
    if (luck < 0.75) return between(random, ...soon);
    return luck < 0.97 ? between(random, ...late) : between(random, ...forgotten);
  };

export const PACES = {
  review: pace([HOUR, 30 * HOUR], [2 * DAY, 8 * DAY], [10 * DAY, 40 * DAY]),
  emergency: pace([5 * MINUTE, 40 * MINUTE], [HOUR, 5 * HOUR], [6 * HOUR, 30 * HOUR]),
  release: pace([HOUR, 20 * HOUR], [DAY, 4 * DAY], [5 * DAY, 20 * DAY]),
  failed: pace([HOUR, 20 * HOUR], [DAY, 3 * DAY], [4 * DAY, 20 * DAY]),
  order: pace([HOUR, 2 * DAY], [2 * DAY, 9 * DAY], [10 * DAY, 30 * DAY]),
  court: pace([7 * DAY, 30 * DAY], [30 * DAY, 60 * DAY], [60 * DAY, 120 * DAY]),
  mailer: pace([MINUTE, 20 * MINUTE], [20 * MINUTE, 3 * HOUR], [3 * HOUR, 30 * HOUR]),
} as const satisfies Record<string, Pace>;
