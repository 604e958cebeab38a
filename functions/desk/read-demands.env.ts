import * as z from 'zod/mini';
import { AuthoritiesEnv } from '../authorities/authorities.env.ts';
import { ChangingEnv } from '../ledger/ledgers.env.ts';

export const Env = z.object({
  ...ChangingEnv.shape,
  ...AuthoritiesEnv.shape,
  /** The work table that holds what scanners said, for both compartments. */
  SCANS_TABLE: z.string(),
  DOCUMENTS_BUCKET: z.string(),
  DISCLOSURES_BUCKET: z.string(),
  /** ARN of the function that draws pages. */
  PAPER_DRAWER: z.string(),
});

export type Env = z.infer<typeof Env>;
