import * as z from 'zod/mini';

/** The version of a demand that a decision is made on: `matter` of the demand as it was read. Another is another decision. */
export const DecidedOn = z.strictObject({ on: z.int().check(z.minimum(1)) });

/** The same of what records a fact, such as a letter that came: it holds whatever changed since, unless its maker says otherwise. */
export const RecordedOn = z.strictObject({ on: z.optional(DecidedOn.shape.on) });
