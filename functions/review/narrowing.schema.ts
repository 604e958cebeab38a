import * as z from 'zod/mini';
import { Period } from '../shared/demand.schema.ts';

const items = z.array(z.string().check(z.maxLength(60))).check(z.minLength(1), z.maxLength(60));
const accounts = z
  .array(z.string().check(z.minLength(1), z.maxLength(200)))
  .check(z.minLength(1), z.maxLength(5000));

/** What a person narrows each target to. Targets that are not in it do not remain. */
export const NarrowingPerTarget = z
  .array(
    z.strictObject({
      target: z.int().check(z.minimum(0)),
      items: z.optional(items),
      accounts: z.optional(accounts),
      period: z.optional(Period),
    }),
  )
  .check(z.minLength(1), z.maxLength(200));

/** What a person narrows to: of everything that is absent, all. */
export const Narrowing = z.strictObject({
  items: z.optional(items),
  targets: z.optional(z.array(z.int().check(z.minimum(0))).check(z.minLength(1), z.maxLength(200))),
  /** Accounts of those targets, where an identifier named several. */
  accounts: z.optional(accounts),
});
