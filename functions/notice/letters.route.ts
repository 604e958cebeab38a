import * as z from 'zod/mini';
import { route } from '../shared/route.ts';
import { text } from '../shared/text.schema.ts';

/** How many letters one change writes. A transaction takes a hundred items, and carries the demand and its event besides. */
export const LETTERS_AT_ONCE = 80;

const letter = z.int().check(z.minimum(1), z.maximum(10_000));
const letters = <T extends z.ZodMiniType>(of: T) =>
  z.array(of).check(z.minLength(1), z.maxLength(LETTERS_AT_ONCE));

/** The mailer takes what is to be sent, and says what became of it. */
export const LettersRequest = z.union([
  z.strictObject({ take: z.literal(true) }),
  z.strictObject({ sent: letters(z.strictObject({ letter, providerId: text(200) })) }),
  /** `taken`: of which taking that is said; of one that is not the last it says nothing, for another mailer has the letter. */
  z.strictObject({ failed: letters(z.strictObject({ letter, taken: z.optional(z.int()) })) }),
]);

/** Letters that were taken, to be sent to the customers of these accounts; and how many are not confirmed yet. */
export const LettersTaken = z.strictObject({
  id: z.string(),
  letters: z.optional(
    z.array(
      z.strictObject({
        letter,
        account: z.string(),
        /** How often it was taken, with this time. */
        taken: z.int(),
        locale: z.string(),
        subject: z.string(),
        text: z.string(),
        html: z.string(),
      }),
    ),
  ),
  unconfirmed: z.int(),
});

export type LettersRequest = z.infer<typeof LettersRequest>;
export type LettersTaken = z.infer<typeof LettersTaken>;

export const lettersRoute = route({
  method: 'POST',
  path: '/demands/{id}/letters',
  roles: ['mailer'],
  summary: 'Take the letters to customers that are to be sent, or say what became of them',
  clearedToo: true,
  body: LettersRequest,
  limits: { calls: [{ by: 'person', burst: 600, perHour: 6000 }] },
  answers: { 200: { says: 'The letters', json: LettersTaken } },
  problems: ['not_found', 'not_to_be_told', 'no_such_letter'],
});
