import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { STATUSES } from '../statuses.ts';
import { due } from './due.ts';

/** Partition of the index `byDue` that the watcher of clocks reads. */
export const CLOCK_DUE = 'clock';

/** What happens when a clock ends. Nothing is ever released because of one. */
export const CLOCK_ENDS = ['escalate', 'tell', 'ends'] as const;
/** Who is told. In the compartment of national security these are the cleared ones. */
export const CLOCK_ROLES = ['reviewer', 'releaser', 'auditor'] as const;

/** A date of a demand that somebody watches: as the rulebook had it when it began. */
export const ClockPart = z.strictObject({
  /** Of the rulebook's `desk`, or a statutory time of it. */
  clock: z.string(),
  cite: z.string(),
  /** Of a clock that a check started: a later check may take it back. */
  round: z.optional(z.int()),
  from: instant,
  until: instant,
  /** When people are warned, soonest first. */
  warnAt: z.array(instant),
  atEnd: z.enum(CLOCK_ENDS),
  to: z.array(z.enum(CLOCK_ROLES)),
  repeat: z.optional(z.strictObject({ hours: z.int(), times: z.int(), after: z.optional(z.int()) })),
  /** While the demand is in one of these; absent: until it is stopped. */
  runs: z.optional(z.array(z.enum(STATUSES))),
  /** A time that we gave ourselves: it is watched, and makes no demand due. */
  isOurs: z.optional(z.literal(true)),
  /** A day by which we are to have done something: that we are late takes nothing from what the law gave. Clocks of before do not say. */
  isTask: z.optional(z.literal(true)),
  state: z.enum(['running', 'missed', 'stopped']),
  missedAt: z.optional(instant),
  /** How often people were told that it is over. */
  times: z.optional(z.int()),
  stoppedAt: z.optional(instant),
  ...due,
});
export type ClockPart = z.infer<typeof ClockPart>;

/** `CLOCK(name)`: one clock; `CLOCK('')` begins all of them. */
export const CLOCK = part('clock#', ClockPart);
