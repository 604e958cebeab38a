import * as z from 'zod/mini';

export const Env = z.object({
  OIDC_ISSUER: z.string(),
  OIDC_JWKS_URI: z.string(),
  OIDC_AUDIENCE: z.string(),
  /** Which of the tokens of a sign-in is taken: `id` or `access`. */
  OIDC_TOKEN_USE: z.string(),
  /** Seconds from issue to end, at most. */
  OIDC_MAX_LIFETIME: z.string(),
  ROLES_CLAIM: z.string(),
  /** `GROUP=role,GROUP=role`, or empty. */
  ROLE_NAMES: z.string(),
  AUTHORITY_CLAIM: z.string(),
  /** Names whoever holds an account, where one person may have several: `sub` where each has one. */
  PERSON_CLAIM: z.string(),
});

export type Env = z.infer<typeof Env>;

/** The settings that are not just text. They come from a deployer's parameters, so they are read as strictly. */
export const Settings = z.object({
  use: z.enum(['id', 'access']),
  maxLifetime: z.pipe(
    z.pipe(z.string().check(z.regex(/^\d{2,6}$/)), z.transform(Number)),
    z.int().check(z.minimum(60), z.maximum(86_400)),
  ),
});
