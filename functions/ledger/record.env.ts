import * as z from 'zod/mini';

export const Env = z.object({ DEMANDS_TABLE: z.string(), WORK_TABLE: z.string() });
export type Env = z.infer<typeof Env>;
