import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

export const WAITS = ['review', 'release'] as const;
export type Wait = (typeof WAITS)[number];

export const TokenPart = z.strictObject({ round: z.int(), token: z.string(), since: instant });

/** `TOKEN(wait)`: the task token of a wait. A bearer secret: it leaves the table only towards Step Functions. */
export const TOKEN = part('token#', TokenPart);
