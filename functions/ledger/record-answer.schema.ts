import * as z from 'zod/mini';

/** `conflict`: another change came first; nothing was written. */
export const RecordAnswer = z.strictObject({ outcome: z.enum(['committed', 'conflict']) });
export type RecordAnswer = z.infer<typeof RecordAnswer>;
