import * as z from 'zod/mini';
import { Period } from '../shared/demand.schema.ts';
import { InstantRange } from '../shared/instant-range.ts';

const count = z.int().check(z.minimum(0));
const month = z.string().check(z.regex(/^\d{4}-\d{2}$/));

/** How many records there are, counted when they were frozen. */
const Counted = z.strictObject({
  /** Of the months that are not whole within the scope, all that was frozen of them is counted. */
  records: count,
  /** By month (UTC). Absent for facts that stand, and for what an earlier release froze. */
  months: z.optional(z.record(month, count)),
  /** Months of which the scope leaves a part: of those there are no more than so many. */
  cut: z.optional(z.array(month)),
  /** There may be fewer for another reason: an earlier release froze it, and did not count by month. */
  isAtMost: z.optional(z.literal(true)),
});

/** What a scope would reach, as it was frozen. It is a count: no record is in it. */
export const Reach = z.strictObject({
  id: z.string(),
  round: z.int(),
  matter: z.int(),
  /** What it is of: all that the determination authorises, or what a narrowing would leave of it. */
  of: z.strictObject({
    items: z.array(z.string()),
    targets: z.array(z.int()),
    accounts: z.optional(z.array(z.string())),
    period: z.optional(Period),
  }),
  /** Whether all of it is frozen, so that the counts are of all of it. */
  isComplete: z.boolean(),
  /** It would be more than a demand can have frozen: nothing is, and nothing was counted. */
  isTooMany: z.optional(z.literal(true)),
  records: count,
  /** Over all accounts. `missing`: of how many accounts not all of it is frozen. */
  items: z.array(
    z.strictObject({
      service: z.string(),
      item: z.string(),
      accounts: count,
      ...Counted.shape,
      missing: z.optional(count),
    }),
  ),
  /** A page of the accounts; `missing` of an item: the times of it that are not frozen. */
  accounts: z.array(
    z.strictObject({
      account: z.string(),
      records: count,
      items: z.array(
        z.strictObject({
          service: z.string(),
          item: z.string(),
          ...Counted.shape,
          missing: z.optional(z.array(InstantRange)),
        }),
      ),
    }),
  ),
  /** Leaves that may be produced but that no connector holds. */
  notHeld: z.array(z.string()),
  /** Leaves with a time of which none is left. */
  outOfTime: z.array(z.string()),
  /** The `after` of the page that follows; absent on the last. */
  next: z.optional(z.string()),
});
export type Reach = z.infer<typeof Reach>;
export type Counted = z.infer<typeof Counted>;
