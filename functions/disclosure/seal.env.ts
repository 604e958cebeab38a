import * as z from 'zod/mini';

export const Env = z.object({
  DEMANDS_TABLE: z.string(),
  HARVEST_BUCKET: z.string(),
  DISCLOSURES_BUCKET: z.string(),
  SIGNING_KEY_ID: z.string(),
});

export type Env = z.infer<typeof Env>;
