import * as z from 'zod/mini';

/** The number of an edition as a query has it: from 1, without leading zeros. */
export const EditionNumber = z.pipe(
  z.pipe(z.string().check(z.regex(/^[1-9]\d{0,3}$/)), z.transform(Number)),
  z.int().check(z.minimum(1), z.maximum(9999)),
);
