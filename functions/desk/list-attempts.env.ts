import * as z from 'zod/mini';
import { Env as AttemptsEnv } from '../shared/attempts.env.ts';

export const Env = z.object({
  ...AttemptsEnv.shape,
  /** Whose attempts it lists. */
  CIRCLE: z.enum(['attempts', 'cleared']),
});

export type Env = z.infer<typeof Env>;
