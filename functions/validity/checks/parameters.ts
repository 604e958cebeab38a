import * as z from 'zod/mini';
import { DateName } from '../law/date-name.schema.ts';
import { some } from '../law/text.schema.ts';
import { wordFor } from '../words/language.ts';
import { fromText, sayClock } from '../words/say-clock.ts';
import { saidBy } from '../words/say-codes.ts';
import { sayRoles } from '../words/say-roles.ts';
import { ANSWERS, DATES } from '../words/vocabulary.ts';
import type { ParameterWords } from './check.ts';

/** Parameters that several checks have, with their words. */
export const roles = some(z.string());
export const dates = some(DateName);
/** The name of a clock of clocks.yaml. */
export const clock = z.string();

export const rolesAs = (label: string): ParameterWords<string[]> => ({ label, say: sayRoles });
export const clockWords: ParameterWords<string> = { label: 'Time', say: sayClock };
export const fromWords: ParameterWords<DateName[]> = { label: 'Counted', say: fromText };
export const dateText = (date: DateName): string => wordFor(DATES, date);

/** Answers to an inquiry of the desk that do not do. */
export const refuseOn = some(z.enum(['refused', 'no-answer', 'pending', 'not-made']));
export const refusedAs = (inquiry: string): ParameterWords<z.infer<typeof refuseOn>> => ({
  label: 'Not met where',
  say: (answers) => `${inquiry} ${saidBy(ANSWERS)(answers)}`,
});
