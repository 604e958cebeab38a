import * as z from 'zod/mini';

/** A token that its issuer signed, but not for us to take. `reason` is logged; the caller is told no more than 401. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly reason: Refusal;
  constructor(reason: Refusal) {
    super(reason);
    this.reason = reason;
  }
}

export type Refusal = 'extension' | 'type' | 'times' | 'lifetime' | 'use' | 'party' | 'subject';

/** A token as it was signed. */
export type Signed = { header: Readonly<Record<string, unknown>>; claims: Readonly<Record<string, unknown>> };

export type Expected = {
  /** Which of the tokens of a sign-in is taken. */
  use: 'id' | 'access';
  audience: string;
  /** Seconds from issue to end, at most. */
  maxLifetime: number;
};

/** An issuer's clock and ours are seldom the same to the second (RFC 7519, 4.1.4 and 4.1.5, allow for it). */
export const CLOCKS_DIFFER_BY_SECONDS = 30;

/** What the header may call a token of each use (RFC 7519, 5.1; RFC 9068, 2.1), and what Keycloak's claim `typ` does. */
const TYPES = {
  id: { header: ['jwt', 'application/jwt'], claim: ['id'] },
  access: {
    header: ['jwt', 'application/jwt', 'at+jwt', 'application/at+jwt'],
    claim: ['bearer'],
  },
} as const;

const Times = z.object({ exp: z.number(), iat: z.number(), nbf: z.optional(z.number()) });
/** Up to 255 ASCII characters with their case (OpenID Connect Core, 2), of which those that control are in no name. */
export const Subject = z.string().check(z.regex(/^(?! *$)[ -~]{1,255}$/));

/**
 * What signature, issuer and audience leave open of a signed token.
 * @param now seconds since 1970
 * @returns its subject
 * @throws TokenRefused
 */
export function checkToken({ header, claims }: Signed, expected: Expected, now: number): string {
  checkHeader(header, expected);
  checkTimes(claims, expected, now);
  checkUse(claims, expected);
  checkParty(claims, expected);
  const subject = Subject.safeParse(claims.sub);
  if (!subject.success) throw new TokenRefused('subject');
  return subject.data;
}

/** No extension is known here, so that none may be critical (RFC 7515, 4.1.11), and the payload is what was encoded (RFC 7797). */
function checkHeader(header: Signed['header'], { use }: Expected): void {
  if (['crit', 'b64', 'enc', 'zip'].some((name) => Object.hasOwn(header, name)))
    throw new TokenRefused('extension');
  if (Object.hasOwn(header, 'typ') && !isOneOf(TYPES[use].header, header.typ)) throw new TokenRefused('type');
}

/** Libraries take a token without an end to be good for ever, and never ask when it was issued. */
function checkTimes(claims: Signed['claims'], { maxLifetime }: Expected, now: number): void {
  const times = Times.safeParse(claims);
  if (!times.success) throw new TokenRefused('times');
  const { exp, iat, nbf = iat } = times.data;
  const ahead = now + CLOCKS_DIFFER_BY_SECONDS;
  if (exp <= now - CLOCKS_DIFFER_BY_SECONDS || iat > ahead || nbf > ahead || exp <= iat)
    throw new TokenRefused('times');
  if (exp - iat > maxLifetime || exp > ahead + maxLifetime) throw new TokenRefused('lifetime');
}

/** The tokens of one sign-in are alike but for their use: Cognito says `token_use`, Keycloak `typ`; only logouts have `events`. */
function checkUse(claims: Signed['claims'], { use }: Expected): void {
  if (Object.hasOwn(claims, 'token_use') && claims.token_use !== use) throw new TokenRefused('use');
  if (typeof claims.typ === 'string' && !isOneOf(TYPES[use].claim, claims.typ)) throw new TokenRefused('use');
  if (Object.hasOwn(claims, 'events')) throw new TokenRefused('use');
}

/** An id token is for the client that signed its person in (OpenID Connect Core, 3.1.3.7). An access token is for an API. */
function checkParty(claims: Signed['claims'], { use, audience }: Expected): void {
  if (use !== 'id') return;
  const others = Array.isArray(claims.aud) && claims.aud.some((named) => named !== audience);
  if ((others || Object.hasOwn(claims, 'azp')) && claims.azp !== audience) throw new TokenRefused('party');
}

const isOneOf = (names: readonly string[], value: unknown) =>
  typeof value === 'string' && names.includes(value.toLowerCase());
