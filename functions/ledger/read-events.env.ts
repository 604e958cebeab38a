import * as z from 'zod/mini';
import { AuthoritiesEnv } from '../authorities/authorities.env.ts';
import { ReadingEnv } from './ledgers.env.ts';

export const Env = z.object({ ...ReadingEnv.shape, ...AuthoritiesEnv.shape });

export type Env = z.infer<typeof Env>;
