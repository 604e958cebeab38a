import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

/** What an authority and the desk write to each other about a demand. */
export const CommentPart = z.strictObject({
  /** From 1, in the order in which they came. */
  number: z.int(),
  side: z.enum(['authority', 'desk']),
  by: z.string(),
  at: instant,
  text: z.string(),
  /** Of the authority's oldest that the desk has not answered. */
  ...due,
});

export type CommentPart = z.infer<typeof CommentPart>;

/** `COMMENT(n)`: one comment; `COMMENT('')` begins all of them. */
export const COMMENT = part('comment#', CommentPart);
