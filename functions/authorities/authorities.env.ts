import * as z from 'zod/mini';

/** Of every function that asks the register. */
export const AuthoritiesEnv = z.object({ AUTHORITIES_TABLE: z.string() });

export type AuthoritiesEnv = z.infer<typeof AuthoritiesEnv>;
