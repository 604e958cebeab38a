import * as z from 'zod/mini';

/** Under which terms numbers may be used: `id` is one of the SPDX list, or `LicenseRef-` and a name. */
export const Licence = z.strictObject({
  id: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9.+-]{1,63}$/)),
  title: z.string().check(z.minLength(3), z.maxLength(200)),
  url: z.string().check(z.regex(/^https:\/\/\S{3,500}$/)),
});

export type Licence = z.infer<typeof Licence>;
