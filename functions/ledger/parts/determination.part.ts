import * as z from 'zod/mini';
import { Circumstances } from '../../shared/circumstances.schema.ts';
import { Determination, REASONS } from '../../shared/determination.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { needsReasons } from './needs-reasons.ts';

/** When a target named an account; `to` is outside. Absent: not known, or not over. */
const held = { from: z.optional(instant), to: z.optional(instant) };

/** Most times that are kept of one target. */
export const MAX_OTHER_TIMES = 10;

/** An account of ours that a target of the demand names. */
export const ResolvedAccount = z.strictObject({
  target: z.int().check(z.minimum(0)),
  account: z.string(),
  customer: z.enum(['consumer', 'enterprise', 'public-sector']),
  /** In which language its customer is written to, where the directory knows. */
  locale: z.optional(z.string()),
  ...held,
});

/** What was looked for: how it was spelt, over which time, and when else it named an account of ours. */
export const LookedForTarget = z.strictObject({
  target: z.int().check(z.minimum(0)),
  /** Absent for what names no account, such as a keyword: nobody looked. */
  identifier: z.optional(z.string()),
  from: instant,
  to: instant,
  /** The nearest of them, the nearest first; `others` is how many there are. */
  otherTimes: z.array(z.strictObject(held)).check(z.maxLength(MAX_OTHER_TIMES)),
  others: z.int().check(z.minimum(0)),
});

/** The decision record: everything that is needed to decide the same demand again, bit for bit. */
export const DeterminationPart = z.strictObject({
  round: z.int(),
  decidedAt: instant,
  /** SHA-256 of the canonical JSON of the demand and the circumstances. */
  inputsHash: z.string(),
  circumstances: Circumstances,
  accounts: z.array(ResolvedAccount),
  /** Targets without an account. */
  unmatched: z.optional(z.array(LookedForTarget)),
  /** How those with accounts were looked for; determinations of earlier releases do not say. */
  matched: z.optional(z.array(LookedForTarget)),
  /** More accounts than a demand can be checked for: none of them is here, and nobody may approve it. */
  tooManyAccounts: z.optional(z.literal(true)),
  /** Reasons that the accounts would have given, where the paper ended the demand without asking about them. */
  aside: z.optional(z.array(z.enum(REASONS))),
  determination: Determination,
});

export type LookedForTarget = z.infer<typeof LookedForTarget>;
export type ResolvedAccount = z.infer<typeof ResolvedAccount>;
export type DeterminationPart = z.infer<typeof DeterminationPart>;

/** `DETERMINATION(round)`: what the checks of a round found. */
export const DETERMINATION = part('determination#', DeterminationPart, {
  version: 4,
  needs: ({ accounts, aside, determination, tooManyAccounts }) => {
    // Who ignores it would disclose that there is nothing.
    if (tooManyAccounts) return 4;
    // Who ignores that an identifier had named somebody else since would retrieve too much.
    const had = accounts.some(({ to }) => to !== undefined) ? 3 : 2;
    return Math.max(had, needsReasons(determination.reasons), needsReasons(aside));
  },
});
