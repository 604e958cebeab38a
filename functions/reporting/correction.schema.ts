import * as z from 'zod/mini';
import { stored } from '../ledger/stored.ts';
import { instant } from '../shared/moment.schema.ts';
import { BECAUSE } from './report.schema.ts';

/** What two auditors must both ask for: that an edition is corrected, or taken back. */
export const Asked = z.strictObject({
  reason: z.enum(['correction', 'retraction']),
  /** Why, as everyone reads it. */
  because: z.enum(BECAUSE),
  /** SHA-256 of the paper that shows it; whoever asks keeps the paper. */
  evidence: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** The bands of national-security process are drawn anew, which can be done once. */
  bands: z.optional(z.literal(true)),
});

/** What the first of them asked for, until the other has. Lapses with the next edition. */
export const Proposal = z.strictObject({
  ...Asked.shape,
  period: z.string(),
  /** The edition that it is about. */
  edition: z.int(),
  by: z.string(),
  at: instant,
});

export type Asked = z.infer<typeof Asked>;
export type Proposal = z.infer<typeof Proposal>;

export const PROPOSAL = stored({ name: 'proposal', version: 1, schema: Proposal });

/** One proposal of each period and auditor: a later one takes the place of their own, and of nobody else's. */
export type ProposalStore = {
  of(period: string): Promise<Proposal[]>;
  put(proposal: Proposal): Promise<void>;
};
