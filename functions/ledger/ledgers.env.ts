import * as z from 'zod/mini';

/** Of a function that reads demands of one compartment. */
export const ReadingEnv = z.object({ DEMANDS_TABLE: z.string() });
export type ReadingEnv = z.infer<typeof ReadingEnv>;

/** Of a function that changes demands of one compartment: `RECORDER` is the recorder's alias that is its own. */
export const ChangingEnv = z.object({ ...ReadingEnv.shape, WORK_TABLE: z.string(), RECORDER: z.string() });
export type ChangingEnv = z.infer<typeof ChangingEnv>;

/** Of a function of the service itself, which works in both. */
export const ServiceEnv = z.object({
  ...ChangingEnv.shape,
  CLEARED_DEMANDS_TABLE: z.string(),
  CLEARED_WORK_TABLE: z.string(),
  CLEARED_RECORDER: z.string(),
});
export type ServiceEnv = z.infer<typeof ServiceEnv>;
