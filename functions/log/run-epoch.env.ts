import * as z from 'zod/mini';

export const Env = z.object({
  WORK_TABLE: z.string(),
  ARCHIVE_BUCKET: z.string(),
  LOG_BUCKET: z.string(),
  LOG_KEY_ID: z.string(),
  /** The name of the log: first line of its checkpoints, name of its key. */
  LOG_ORIGIN: z.string(),
});

export type Env = z.infer<typeof Env>;
