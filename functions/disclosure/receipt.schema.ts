import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** What cannot stand in a sealed package: who let it leave, and to whom it was handed, when, for which time. */
export const Receipt = z.strictObject({
  demandId: z.string(),
  /** Of the package. */
  sha256,
  size: z.int(),
  sealedAt: instant,
  /** The people who released it. */
  releases: z.array(z.strictObject({ by: z.string(), at: instant })),
  /** From 1; no two have the same. */
  fetch: z.int(),
  fetchedBy: z.string(),
  fetchedAt: instant,
});
export type Receipt = z.infer<typeof Receipt>;
