import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

/** That a round ended because something was added; the next round begins with the checks. */
export const ClarificationPart = z.strictObject({ round: z.int(), at: instant, ...due });

/** `CLARIFICATION(round)`: names the round that it begins. */
export const CLARIFICATION = part('clarification#', ClarificationPart);
