import * as z from 'zod/mini';

export const Env = z.object({ LOG_BUCKET: z.string() });
export type Env = z.infer<typeof Env>;
