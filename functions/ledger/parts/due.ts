import * as z from 'zod/mini';

/** What puts an item on the index of due things, until that was done. Never part of what an event vouches for. */
export const due = { dueKind: z.optional(z.string()), dueAt: z.optional(z.string()) };
