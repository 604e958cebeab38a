import * as z from 'zod/mini';

/** How long after the end of a period its numbers must still wait. */
export const Delay = z.union([
  z.strictObject({ days: z.int().check(z.minimum(0)) }),
  z.strictObject({ years: z.int().check(z.minimum(0)) }),
]);

/** One number that a structure lets us print: demands of these instruments, and the selectors that they name. */
export const BandCategory = z.strictObject({
  id: z.string(),
  /** Instruments counted here; absent: all national-security process of the jurisdiction. */
  instruments: z.optional(z.array(z.string()).check(z.minLength(1))),
  /** Beyond the end of the period: before it is over, no band is drawn at all. */
  delay: Delay,
});

/** One lawful structure for printing national-security process: bands instead of numbers. */
export const BandScheme = z.strictObject({
  id: z.string(),
  /** Whose process it covers, ISO 3166-1 alpha-2. */
  jurisdiction: z.string().check(z.regex(/^[A-Z]{2}$/)),
  /** The source of the permission. */
  cite: z.string(),
  /** A band of one number would be that number. */
  width: z.int().check(z.minimum(2)),
  /** Low end of the first band. */
  base: z.int().check(z.minimum(0)),
  cadence: z.enum(['half-year', 'year']),
  /** How long after its day a first order on a new platform, product or service is in no number; absent: it is like any other. */
  newPlatform: z.optional(Delay),
  /** Since when, and until before which day, it may be used, as UTC dates; absent: ever. A period lies in it as a whole. */
  validFrom: z.optional(z.iso.date()),
  validUntil: z.optional(z.iso.date()),
  categories: z.array(BandCategory).check(z.minLength(1)),
});

export type Delay = z.infer<typeof Delay>;
export type BandCategory = z.infer<typeof BandCategory>;
export type BandScheme = z.infer<typeof BandScheme>;
