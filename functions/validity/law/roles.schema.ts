import * as z from 'zod/mini';
import { some, text } from './text.schema.ts';

/** roles.yaml: names that stand for several offices, each of which is listed. */
export const Roles = z.strictObject({
  roles: z.record(z.string(), z.strictObject({ title: text, members: some(z.string()) })),
});

export type Roles = z.infer<typeof Roles>;
