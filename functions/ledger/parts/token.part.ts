import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

export const WAITS = ['review', 'release'] as const;
export type Wait = (typeof WAITS)[number];

export const TokenPart = z.strictObject({ round: z.int(), token: z.string(), since: instant });
export type TokenPart = z.infer<typeof TokenPart>;

/**
 * `TOKEN(wait)`: the task token of a wait. A bearer secret: it leaves the table only towards Step Functions. It stands in
 * the work table; an earlier release kept it beside the demand.
 */
export const TOKEN = part('token#', TokenPart);
