import * as z from 'zod/mini';
import { Authenticity } from '../shared/circumstances.schema.ts';
import { Demand } from '../shared/demand.schema.ts';
import { OUTCOMES, REASONS } from '../shared/determination.schema.ts';
import { instant } from '../shared/moment.schema.ts';
import { Facts } from './facts.schema.ts';

export const STATUSES = [
  'filed',
  'awaiting-review',
  'reviewed',
  'sealed',
  'awaiting-release',
  'release-decided',
  'released',
  'closed',
  'failed',
] as const;

export const CONCLUSIONS = ['disclosed', 'refused', 'redirected', 'preserved', 'withdrawn'] as const;

/** The demand item: the present state of one demand. Its history is the ledger beside it. */
export const DemandRecord = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  /** Rises by one with every change; equals the number of ledger events. */
  version: z.int().check(z.minimum(1)),
  /** Hash of the last ledger event. */
  head: z.string(),
  status: z.enum(STATUSES),
  conclusion: z.optional(z.enum(CONCLUSIONS)),
  /** Rises when a clarification asks for a new check; names the determination and the review that count. */
  round: z.int().check(z.minimum(1)),
  /** The enrolled authority that filed it: from the token, never from the body. */
  authorityId: z.string(),
  filedBy: z.string(),
  /** Subjects of those who clarified it: they do not release what they vouched for. */
  clarifiedBy: z.optional(z.array(z.string())),
  filedAt: instant,
  demand: Demand,
  authenticity: z.optional(Authenticity),
  outcome: z.optional(z.enum(OUTCOMES)),
  reasons: z.optional(z.array(z.enum(REASONS))),
  withdrawnAt: z.optional(instant),
  /** SHA-256 of the sealed package. */
  packageSha256: z.optional(z.string()),
  facts: Facts,
  dueKind: z.optional(z.string()),
  dueAt: z.optional(z.string()),
});

export type Status = (typeof STATUSES)[number];
export type Conclusion = (typeof CONCLUSIONS)[number];
export type DemandRecord = z.infer<typeof DemandRecord>;
