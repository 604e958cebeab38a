import * as z from 'zod/mini';
import { InstantRange } from '../../shared/instant-range.ts';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** Most grants of one demand, such as those of a thousand accounts in six services. A review that leaves more is refused. */
export const MAX_GRANTS = 6000;

/** What may be retrieved of one account from one service. Standing facts, such as a name, have no time. */
export const Grant = z.strictObject({
  account: z.string(),
  service: z.string(),
  /** Leaf items of the data dictionary. */
  items: z.array(z.string()).check(z.minLength(1)),
  period: InstantRange,
  /** Where not all of the period may be retrieved: what may, in order and apart. Who ignores it would retrieve too much. */
  spans: z.optional(z.array(InstantRange).check(z.minLength(2))),
});

/** The machine-checkable whole of what may be retrieved for one round of a demand. */
export const Scope = z.strictObject({
  round: z.int(),
  compiledAt: instant,
  grants: z.array(Grant),
  /** Leaves that may be produced but that no connector holds; what happens as one listens among them. */
  notHeld: z.array(z.string()),
  /** Leaves with a time of which none is left: the period ended before it began. */
  outOfTime: z.array(z.string()),
});

export type Grant = z.infer<typeof Grant>;
export type Scope = z.infer<typeof Scope>;

/** `SCOPE(round)`: what may be retrieved. */
export const SCOPE = part('scope#', Scope, {
  version: 3,
  needs: ({ grants }) => (grants.some(({ spans }) => spans) ? 3 : 2),
});
