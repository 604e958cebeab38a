import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { ACTIONS, Actor } from './event.schema.ts';
import { IdempotencyRecord } from './idempotency.schema.ts';

const item = z.record(z.string(), z.unknown());

/** One change, as its writer asks for it: the demand as it is to stand, what the ledger is to tell, what stands beside it. */
export const ChangeRequest = z.strictObject({
  /** The record with what is to differ. Its version is one above the one that the writer saw. */
  record: item,
  at: instant,
  action: z.enum(ACTIONS),
  actor: Actor,
  detail: item,
  parts: z.array(z.strictObject({ key: z.string(), body: item, mode: z.enum(['create', 'replace']) })),
  /** The use of a key that filed it, in the same transaction. */
  filing: z.optional(
    z.strictObject({ authorityId: z.string(), keyHash: z.string(), ...IdempotencyRecord.shape }),
  ),
});
export type ChangeRequest = z.infer<typeof ChangeRequest>;

/** Takes an item off the index of due things. */
export const SettleRequest = z.strictObject({
  settle: z.strictObject({ demandId: z.string(), key: z.string() }),
});

/** Puts off when a demand is looked at. `dueAt`: when it was to be. */
export const PostponeRequest = z.strictObject({
  postpone: z.strictObject({
    demandId: z.string(),
    dueAt: instant,
    to: z.strictObject({ dueKind: z.string(), dueAt: instant }),
  }),
});

export const RecordRequest = z.union([
  z.strictObject({
    change: ChangeRequest,
    /** Of a filing: the demand whose place it takes, taken back in the same transaction. */
    takesBack: z.optional(ChangeRequest),
  }),
  SettleRequest,
  PostponeRequest,
]);
export type RecordRequest = z.infer<typeof RecordRequest>;
