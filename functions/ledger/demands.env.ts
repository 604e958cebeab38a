import * as z from 'zod/mini';

/** Of every function that needs the demands table and nothing else. */
export const Env = z.object({
  DEMANDS_TABLE: z.string(),
});

export type Env = z.infer<typeof Env>;
