import * as z from 'zod/mini';
import { AuthoritiesEnv } from '../authorities/authorities.env.ts';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { LaneEnv } from '../workflow/lane.env.ts';

export const Env = z.object({
  ...ServiceEnv.shape,
  ...AuthoritiesEnv.shape,
  DOCUMENTS_BUCKET: z.string(),
  STATE_MACHINE_ARN: z.string(),
  ...LaneEnv.shape,
});

export type Env = z.infer<typeof Env>;
