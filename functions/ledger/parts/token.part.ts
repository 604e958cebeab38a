import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';

export const WAITS = ['review', 'release'] as const;
export type Wait = (typeof WAITS)[number];

/** Sort key of the task token of a wait. A bearer secret: it leaves the table only towards Step Functions. */
export const tokenPart = (wait: Wait) => `token#${wait}`;

export const TokenPart = z.strictObject({ round: z.int(), token: z.string(), since: instant });
