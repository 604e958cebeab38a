import * as z from 'zod/mini';

export const Env = z.object({
  DEMANDS_TABLE: z.string(),
  HARVEST_BUCKET: z.string(),
  RETRIEVAL_ROLE_ARN: z.string(),
  MAIL_TABLE: z.string(),
  MAIL_BUCKET: z.string(),
});

export type Env = z.infer<typeof Env>;
