import * as z from 'zod/mini';

export const Env = z.object({
  WORK_TABLE: z.string(),
  DOCUMENTS_BUCKET: z.string(),
  /** ARN of the provider's function. */
  SCANNER: z.string(),
});

export type Env = z.infer<typeof Env>;
