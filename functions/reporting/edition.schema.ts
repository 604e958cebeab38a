import * as z from 'zod/mini';
import { editionEntry } from '../ledger/log-entry.ts';
import { stored } from '../ledger/stored.ts';
import { instant } from '../shared/moment.schema.ts';
import { BECAUSE, REASONS } from './report.schema.ts';

const file = z.strictObject({ key: z.string(), sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });

/** One published version of a report: where its files are and what they hash to. Never rewritten. */
export const Edition = z.strictObject({
  period: z.string(),
  edition: z.int().check(z.minimum(1)),
  asOf: instant,
  interim: z.boolean(),
  reason: z.optional(z.enum(REASONS)),
  supersedes: z.optional(z.int()),
  /** Subject of the auditor's token, or `schedule`. Not shown to the public. */
  publishedBy: z.string(),
  /** Demands that are many times more or fewer than in the period before: for who publishes to look at, not for the public. */
  jumps: z.optional(
    z
      .array(
        z.strictObject({
          country: z.string(),
          /** Category of a band. */
          instrument: z.optional(z.string()),
          was: z.int(),
          is: z.int(),
        }),
      )
      .check(z.minLength(1)),
  ),
  /** Categories of bands with more demands than selectors: their columns may have been swapped. */
  swapped: z.optional(
    z.array(z.strictObject({ country: z.string(), instrument: z.string() })).check(z.minLength(1)),
  ),
  /** Of a correction or a retraction: why, by which paper, and who asked for it first. */
  because: z.optional(z.enum(BECAUSE)),
  evidence: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  proposedBy: z.optional(z.string()),
  retracted: z.optional(z.literal(true)),
  json: file,
  csv: file,
  /** Earlier releases published no page: it is drawn from the JSON for who asks. */
  html: z.optional(file),
  /** The same of the CSV as a data package. */
  datapackage: z.optional(file),
  /** Tables for authorities, where the rulebook of then had them. */
  dsa: z.optional(file),
  'e-evidence': z.optional(file),
  /** Demands of the total received, and those of them that ended in a disclosure. */
  received: z.int().check(z.minimum(0)),
  disclosed: z.int().check(z.minimum(0)),
});

export type Edition = z.infer<typeof Edition>;

/** Reasons that readers of version 1 do not know. */
const LATER: readonly (string | undefined)[] = ['gag_lifted', 'method_change', 'retraction'];

export const EDITION = stored({
  name: 'edition',
  version: 2,
  schema: Edition,
  needs: ({ reason }) => (LATER.includes(reason) ? 2 : 1),
  upgrades: [(older) => older],
});

/** An edition as the log has it. */
export const entryOf = ({ period, edition, json }: Edition): string =>
  editionEntry(period, edition, json.sha256);
