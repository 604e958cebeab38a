import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** What a step of the workflow answered when it ran. */
export const StepPart = z.strictObject({ result: z.unknown(), at: z.optional(instant) });

/** `STEP(name)`: of the step of that name, such as `check-validity#1`. */
export const STEP = part('step#', StepPart);
