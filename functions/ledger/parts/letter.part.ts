import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** A letter to the customer of one account. It waits here until the mailer says that it went out. */
export const LetterPart = z.strictObject({
  /** From 1. */
  letter: z.int(),
  account: z.string(),
  locale: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  state: z.enum(['queued', 'taken', 'sent']),
  queuedAt: instant,
  takenAt: z.optional(instant),
  /** How often the mailer took it, and how often it said that it could not send it. */
  taken: z.int(),
  failed: z.int(),
  sentAt: z.optional(instant),
  /** By which the mailer's own provider knows it. */
  providerId: z.optional(z.string()),
});

export type LetterPart = z.infer<typeof LetterPart>;

/** The mailer took it and has not said what became of it: nobody can hold it back. */
export const isOut = ({ state }: LetterPart): boolean => state === 'taken';

/** It was sent, or was taken once and nobody said that it could not be sent. */
export const mayBeKnown = ({ state, taken, failed }: LetterPart): boolean =>
  state === 'sent' || taken > failed;

/** `LETTER(n)`: one letter; `LETTER('')` begins all of them. */
export const LETTER = part('letter#', LetterPart);
