import * as z from 'zod/mini';
import { ResolvedAccount, UnmatchedTarget } from '../ledger/parts/determination.part.ts';
import { SetAsideCount } from '../ledger/parts/harvest.part.ts';
import { CONCLUSIONS, STATUSES } from '../ledger/statuses.ts';
import { Authenticity, Circumstances } from '../shared/circumstances.schema.ts';
import { Demand } from '../shared/demand.schema.ts';
import { Determination, OUTCOMES } from '../shared/determination.schema.ts';
import { instant } from '../shared/moment.schema.ts';

/** A demand as callers see it. Staff see who decided and what we know; agents see what concerns their demand. */
export const DemandView = z.strictObject({
  id: z.string(),
  status: z.enum(STATUSES),
  /** How it ended; absent until then. */
  conclusion: z.optional(z.enum(CONCLUSIONS)),
  instrument: z.string(),
  reference: z.optional(z.string()),
  filedAt: instant,
  round: z.int(),
  demand: Demand,
  determination: z.optional(Determination),
  review: z.optional(
    z.strictObject({
      decision: z.enum(['approve', 'refuse']),
      at: instant,
      items: z.array(z.string()),
      targets: z.array(z.int()),
      accounts: z.optional(z.array(z.string())),
      by: z.optional(z.string()),
    }),
  ),
  releases: z.optional(
    z.array(
      z.strictObject({ decision: z.enum(['release', 'refuse']), at: instant, by: z.optional(z.string()) }),
    ),
  ),
  package: z.optional(
    z.strictObject({
      sha256: z.string(),
      /** Records that were found and are not in it, by item and reason. */
      setAside: z.optional(z.array(SetAsideCount)),
      /** Records in it whose own stamps contradict the period. */
      noted: z.optional(z.int()),
    }),
  ),
  withdrawnAt: z.optional(instant),
  authorityId: z.optional(z.string()),
  filedBy: z.optional(z.string()),
  authenticity: z.optional(Authenticity),
  circumstances: z.optional(Circumstances),
  /** A reviewer's approval while somebody else may still decide, and when it takes effect. */
  approvedAhead: z.optional(
    z.strictObject({
      by: z.string(),
      at: instant,
      items: z.array(z.string()),
      targets: z.array(z.int()),
      accounts: z.optional(z.array(z.string())),
      takesEffect: instant,
    }),
  ),
  /** The accounts that the targets named, and when; shown to staff alone, as what follows. */
  accounts: z.optional(z.array(ResolvedAccount)),
  /** What was looked for in vain. */
  unmatched: z.optional(z.array(UnmatchedTarget)),
});

export const DemandSummary = z.strictObject({
  id: z.string(),
  status: z.enum(STATUSES),
  conclusion: z.optional(z.enum(CONCLUSIONS)),
  outcome: z.optional(z.enum(OUTCOMES)),
  instrument: z.string(),
  filedAt: instant,
});

/** `next` is the `after` of the page that follows; absent on the last. */
export const DemandPage = z.strictObject({ demands: z.array(DemandSummary), next: z.optional(z.string()) });

export type DemandView = z.infer<typeof DemandView>;
export type DemandSummary = z.infer<typeof DemandSummary>;
export type DemandPage = z.infer<typeof DemandPage>;
