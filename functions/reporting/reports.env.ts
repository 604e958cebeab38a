import * as z from 'zod/mini';

export const Env = z.object({
  REPORTS_TABLE: z.string(),
  REPORTS_BUCKET: z.string(),
});

export type Env = z.infer<typeof Env>;
