import * as z from 'zod/mini';
import { Env as ReportsEnv } from './reports.env.ts';

export const Env = z.object({ ...ReportsEnv.shape, LOG_ARCHIVE: z.string() });
export type Env = z.infer<typeof Env>;
