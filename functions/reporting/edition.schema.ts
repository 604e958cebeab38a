import * as z from 'zod/mini';
import { editionEntry } from '../ledger/log-entry.ts';
import { stored } from '../ledger/stored.ts';
import { instant } from '../shared/moment.schema.ts';
import { REASONS } from './report.schema.ts';

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
  json: file,
  csv: file,
  /** Demands of the total received, and those of them that ended in a disclosure. */
  received: z.int().check(z.minimum(0)),
  disclosed: z.int().check(z.minimum(0)),
});

export type Edition = z.infer<typeof Edition>;

export const EDITION = stored({ name: 'edition', version: 1, schema: Edition });

/** An edition as the log has it. */
export const entryOf = ({ period, edition, json }: Edition): string =>
  editionEntry(period, edition, json.sha256);
