import * as z from 'zod/mini';
import { text } from './text.schema.ts';

/** roles.yaml: names of offices that stand for several; `*-judge` stands for every role that ends so. */
export const Roles = z.strictObject({
  roles: z.record(
    z.string(),
    z.strictObject({
      title: text,
      members: z.array(z.string()).check(z.minLength(1)),
      /** Roles that an ending among the members would take in by mistake. */
      except: z.optional(z.array(z.string())),
    }),
  ),
});

export type Roles = z.infer<typeof Roles>;
