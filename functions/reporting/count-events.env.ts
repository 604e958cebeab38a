import * as z from 'zod/mini';

export const Env = z.object({
  /** Empty where demands are counted that only cleared people may know of: their rows stand apart. */
  REPORTS_TABLE: z.string(),
  NATIONAL_SECURITY_TABLE: z.string(),
  /** `none` where demands are counted that only cleared people may know of: nothing is measured of them. */
  METRICS_NAMESPACE: z.string(),
});

export type Env = z.infer<typeof Env>;
