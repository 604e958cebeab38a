import * as z from 'zod/mini';

export const Env = z.object({
  EVENT_BUS_NAME: z.string(),
});

export type Env = z.infer<typeof Env>;
