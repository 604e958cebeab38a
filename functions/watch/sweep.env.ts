import * as z from 'zod/mini';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { LaneEnv } from '../workflow/lane.env.ts';

export const Env = z.object({
  ...ServiceEnv.shape,
  STATE_MACHINE_ARN: z.string(),
  ...LaneEnv.shape,
});

export type Env = z.infer<typeof Env>;
