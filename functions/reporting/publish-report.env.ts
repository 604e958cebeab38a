import * as z from 'zod/mini';
import { Env as ReportsEnv } from './reports.env.ts';

export const Env = z.object({
  ...ReportsEnv.shape,
  NATIONAL_SECURITY_TABLE: z.string(),
  DEMANDS_TABLE: z.string(),
  CLEARED_DEMANDS_TABLE: z.string(),
  WORK_TABLE: z.string(),
  RUN_EPOCH: z.string(),
});
export type Env = z.infer<typeof Env>;
