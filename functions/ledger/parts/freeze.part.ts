import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { Grant } from './scope.part.ts';

/** The freezing that a preservation asks for, as against that of a round. */
export const KEPT = 'kept';

/** `1` is the freezing of the first round; `kept` that of a preservation. */
export const FreezeName = z.string().check(z.regex(/^(?:kept|[1-9][0-9]{0,8})$/));

/** What may be read to be frozen: one item of one account, so that later what was approved of it alone can be reached. */
export const FreezeGrant = z.strictObject({
  ...Grant.shape,
  items: z.array(z.string()).check(z.length(1)),
  /** The grant of another demand's freezing of which it is a copy, where a preservation in force has it already. */
  from: z.optional(z.strictObject({ demandId: z.string(), freeze: FreezeName, grant: z.int() })),
});

/** A scope without disclosure: what is copied when a demand arrives, before anybody decides on it. */
export const Freeze = z.strictObject({
  freeze: FreezeName,
  compiledAt: instant,
  grants: z.array(FreezeGrant),
  /** It would be more than a demand can have, so that nothing is frozen. */
  isTooMany: z.optional(z.literal(true)),
});

export type FreezeGrant = z.infer<typeof FreezeGrant>;
export type Freeze = z.infer<typeof Freeze>;

/** `FREEZE(name)`: what is to be frozen; `FREEZE('')` names all of a demand. */
export const FREEZE = part('freeze#', Freeze);
