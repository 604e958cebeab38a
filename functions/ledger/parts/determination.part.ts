import * as z from 'zod/mini';
import { Circumstances } from '../../shared/circumstances.schema.ts';
import { Determination } from '../../shared/determination.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** An account of ours that a target of the demand names. */
export const ResolvedAccount = z.strictObject({
  target: z.int().check(z.minimum(0)),
  account: z.string(),
  customer: z.enum(['consumer', 'enterprise', 'public-sector']),
});

/** The decision record: everything that is needed to decide the same demand again, bit for bit. */
export const DeterminationPart = z.strictObject({
  round: z.int(),
  decidedAt: instant,
  /** SHA-256 of the canonical JSON of the demand and the circumstances. */
  inputsHash: z.string(),
  circumstances: Circumstances,
  accounts: z.array(ResolvedAccount),
  determination: Determination,
});

export type ResolvedAccount = z.infer<typeof ResolvedAccount>;
export type DeterminationPart = z.infer<typeof DeterminationPart>;

/** `DETERMINATION(round)`: what the checks of a round found. */
export const DETERMINATION = part('determination#', DeterminationPart);
