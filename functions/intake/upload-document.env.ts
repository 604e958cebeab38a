import * as z from 'zod/mini';
import { AuthoritiesEnv } from '../authorities/authorities.env.ts';

export const Env = z.object({
  ...AuthoritiesEnv.shape,
  DOCUMENTS_BUCKET: z.string(),
  WORK_TABLE: z.string(),
});

export type Env = z.infer<typeof Env>;
