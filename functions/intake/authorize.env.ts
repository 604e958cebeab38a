import * as z from 'zod/mini';

export const Env = z.object({
  OIDC_ISSUER: z.string(),
  OIDC_JWKS_URI: z.string(),
  OIDC_AUDIENCE: z.string(),
  ROLES_CLAIM: z.string(),
  AUTHORITY_CLAIM: z.string(),
});

export type Env = z.infer<typeof Env>;
