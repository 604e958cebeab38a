import * as z from 'zod/mini';
import { Env as ReportsEnv } from './reports.env.ts';

export const Env = z.object({ ...ReportsEnv.shape, WORK_TABLE: z.string(), RUN_EPOCH: z.string() });
export type Env = z.infer<typeof Env>;
