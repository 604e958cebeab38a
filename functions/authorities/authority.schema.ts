import * as z from 'zod/mini';
import { RegisteredAuthority } from '../shared/circumstances.schema.ts';
import { COUNTRIES } from '../shared/countries.ts';
import { instant } from '../shared/moment.schema.ts';

/** As the tokens of its agents name it. */
export const AuthorityId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{1,63}$/));

const base64url = (bytes: number) =>
  z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.maxLength(Math.ceil((bytes * 4) / 3)));
const ec = (crv: 'P-256' | 'P-384', bytes: number) =>
  z.strictObject({ kty: z.literal('EC'), crv: z.literal(crv), x: base64url(bytes), y: base64url(bytes) });

/** Public halves alone: a JWK with anything more in it, such as `d`, is no key of ours. */
const JWK_OF = {
  ES256: ec('P-256', 32),
  ES384: ec('P-384', 48),
  EdDSA: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: base64url(32) }),
  // From 2048 bits, which are 342 letters, to 4096.
  PS256: z.strictObject({
    kty: z.literal('RSA'),
    n: z.string().check(z.regex(/^[A-Za-z0-9_-]{342,684}$/)),
    e: z.literal('AQAB'),
  }),
} as const;

const key = <A extends keyof typeof JWK_OF>(alg: A) =>
  z.strictObject({
    /** Unique within the authority. */
    kid: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/)),
    /** The one algorithm that it signs with, whatever a signature says of itself. */
    alg: z.literal(alg),
    jwk: JWK_OF[alg],
    from: instant,
    /** Outside; absent: until it is taken out. */
    until: z.optional(instant),
  });

/** A key that an authority may sign filings with. */
export const EnrolledKey = z.discriminatedUnion('alg', [
  key('ES256'),
  key('ES384'),
  key('EdDSA'),
  key('PS256'),
]);

/** What the register knows of an authority. Contacts are those to call back, found independently of any demand. */
export const Authority = z
  .strictObject({
    id: AuthorityId,
    ...RegisteredAuthority.shape,
    country: z.string().check(
      z.regex(/^[A-Z]{2}$/),
      z.refine((code) => COUNTRIES.has(code), { error: 'no country of ISO 3166-1' }),
    ),
    emailDomains: z
      .array(
        z
          .string()
          .check(
            z.maxLength(253),
            z.regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/),
          ),
      )
      .check(z.maxLength(20)),
    /** E.164, such as `+12025550143`. Without it, nobody can be called back, and what needs that is not approved. */
    switchboard: z.optional(z.string().check(z.regex(/^\+[1-9][0-9]{6,14}$/))),
    keys: z.array(EnrolledKey).check(z.maxLength(20)),
    /** Whether a filing must be signed with one of its keys. */
    mustSign: z.boolean(),
    /** Whom packages are encrypted to (age, X25519): what is handed to it, its holders of these keys alone can read. */
    encryptTo: z.optional(
      z.array(z.string().check(z.regex(/^age1[02-9ac-hj-np-z]{58}$/))).check(z.minLength(1), z.maxLength(10)),
    ),
    /** Subjects of tokens; where the list is there, nobody else acts for it. */
    agents: z.optional(z.array(z.string().check(z.regex(/^(?! *$)[ -~]{1,255}$/))).check(z.maxLength(1000))),
    /** What it is from an instant on; until then, an authority to be enrolled is not yet, and one to be suspended still is. */
    status: z.strictObject({ is: z.enum(['enrolled', 'suspended']), from: instant }),
  })
  .check(
    z.refine(({ keys }) => new Set(keys.map(({ kid }) => kid)).size === keys.length, {
      error: 'two keys have one kid',
      path: ['keys'],
    }),
    z.refine(({ keys, mustSign }) => !mustSign || keys.length > 0, {
      error: 'it must sign, and has no key',
      path: ['keys'],
    }),
    z.refine(
      ({ keys }) =>
        keys.every(({ from, until }) => until === undefined || Date.parse(from) < Date.parse(until)),
      {
        error: 'a key ends before it begins',
        path: ['keys'],
      },
    ),
  );

export type EnrolledKey = z.infer<typeof EnrolledKey>;
export type Authority = z.infer<typeof Authority>;
