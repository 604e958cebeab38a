import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** What people of the desk write for each other about a demand, and no agent sees. */
export const NotePart = z.strictObject({
  /** From 1, in the order in which they came. */
  number: z.int(),
  by: z.string(),
  at: instant,
  text: z.string(),
});

export type NotePart = z.infer<typeof NotePart>;

/** `NOTE(n)`: one note; `NOTE('')` begins all of them. */
export const NOTE = part('note#', NotePart);
