import * as z from 'zod/mini';

/** The version of a demand that a decision is made on: `matter` of the demand as it was read. Another is another decision. */
export const DecidedOn = z.strictObject({ on: z.int().check(z.minimum(1)) });
