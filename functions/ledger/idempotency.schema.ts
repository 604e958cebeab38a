import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { stored } from './stored.ts';

/** One use of an `Idempotency-Key`: which demand it filed, and the hash of the body that it filed. */
export const IdempotencyRecord = z.strictObject({
  demandId: z.string(),
  requestHash: z.string(),
  filedAt: instant,
  /** Seconds since 1970, when the key may be used anew. */
  expiresAt: z.int(),
});
export type IdempotencyRecord = z.infer<typeof IdempotencyRecord>;

/** How the use of a key is stored. */
export const IDEMPOTENCY = stored({
  name: 'idempotency',
  version: 2,
  schema: IdempotencyRecord,
  upgrades: [(older) => older],
});
