import * as z from 'zod/mini';

const length = z.int().check(z.minimum(1), z.maximum(36_500));
const about = {
  title: z.string().check(z.minLength(1)),
  citation: z.string().check(z.minLength(3)),
  confirmed: z.optional(z.boolean()),
};

/** A statutory time. Days and months count calendar dates in UTC, hours count from an instant. */
export const StatutoryClock = z.union([
  z.strictObject({ ...about, days: length }),
  z.strictObject({ ...about, months: length }),
  z.strictObject({ ...about, hours: length }),
]);

export type StatutoryClock = z.infer<typeof StatutoryClock>;

/** clocks.yaml: every statutory time, by the name that pages use. */
export const Clocks = z.strictObject({ clocks: z.record(z.string(), StatutoryClock) });

export type Clocks = z.infer<typeof Clocks>['clocks'];
