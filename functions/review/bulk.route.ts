import * as z from 'zod/mini';
import { route } from '../shared/route.ts';
import { DecidedOn } from './decided-on.schema.ts';
import { NoteRequest } from './note.schema.ts';
import { Reasoned } from './reason.schema.ts';

const MOST = 50;

/** Each with the `matter` that was read of it. */
const demands = z
  .array(
    z.strictObject({ id: z.string().check(z.regex(/^[cd]-[0-9a-hjkmnp-tv-z]{26}$/)), ...DecidedOn.shape }),
  )
  .check(
    z.minLength(1),
    z.maxLength(MOST),
    z.refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'each once'),
  );

/** What may be done to many demands at once. Approvals and releases are not: each is looked at by itself. */
export const BulkRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('claim'), demands }),
  z.strictObject({ action: z.literal('note'), ...NoteRequest.shape, demands }),
  z.strictObject({ action: z.literal('refuse'), ...Reasoned.shape, demands }),
]);

/** Of each demand, in the order in which they were named: whether it was done, or why not. */
export const BulkAnswer = z.strictObject({
  done: z.int(),
  answers: z.array(
    z.union([
      z.strictObject({ id: z.string(), status: z.literal(200) }),
      z.strictObject({ id: z.string(), status: z.int(), code: z.string(), detail: z.string() }),
    ]),
  ),
});

export type BulkRequest = z.infer<typeof BulkRequest>;
export type BulkAnswer = z.infer<typeof BulkAnswer>;

export const bulkRoute = route({
  method: 'POST',
  path: '/demands/bulk',
  roles: ['reviewer', 'releaser'],
  summary: 'Claim, note or refuse many demands, each by itself',
  clearedToo: true,
  body: BulkRequest,
  limits: { calls: [{ by: 'person', burst: 10, perHour: 60 }] },
  answers: { 200: { says: 'What came of each', json: BulkAnswer } },
  problems: [],
});
