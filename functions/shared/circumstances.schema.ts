import * as z from 'zod/mini';
import { Competence } from './competence.schema.ts';
import { Authority, MAX_TARGETS } from './demand.schema.ts';
import { instant, moment } from './moment.schema.ts';
import { text } from './text.schema.ts';

const country = z.string().check(z.regex(/^[A-Z]{2}$/));

export const FRAUD_SIGNALS = [
  'lookalike-domain',
  'free-mail',
  'reply-to-differs',
  'new-portal-account',
  'first-from-office',
  'threatening-language',
  'wrong-statute',
  'doctored-document',
  'unrelated-data',
  'many-targets-in-hours',
  'foreign-network',
  'asks-to-change-account',
] as const;

/** Marks that a machine looks for, in what was filed, in who filed it and in what the register knows. */
export const MACHINE_MARKS = [
  'first-from-office',
  'new-portal-account',
  'many-targets-in-hours',
  'lookalike-domain',
  'number-not-in-register',
  'unpaid-debt',
] as const;

/** Every mark that a rulebook weighs, whoever finds it. */
export const MARKS = [...FRAUD_SIGNALS, 'number-not-in-register', 'unpaid-debt'] as const;

const verification = z.enum(['confirmed', 'refused', 'no-answer', 'pending']);

/** What people of the desk found out about who really sent the demand. */
export const Authenticity = z.strictObject({
  /** Call to a number that did not come from the demand. */
  callback: z.optional(verification),
  supervisor: z.optional(verification),
  signals: z.array(z.enum(FRAUD_SIGNALS)).check(z.maxLength(FRAUD_SIGNALS.length)),
});

/** One account that a target resolves to, or `matched: false`. `target` is an index into the demand's targets. */
export const AccountMatch = z.strictObject({
  target: z.int().check(z.minimum(0)),
  matched: z.boolean(),
  customer: z.enum(['consumer', 'enterprise', 'public-sector']),
  usPerson: z.optional(z.boolean()),
  inUS: z.optional(z.boolean()),
  dataCountry: z.optional(country),
  controllerCountry: z.optional(country),
  /** When the target named the account; `to` is outside. Absent: not known, or not over. */
  from: z.optional(instant),
  to: z.optional(instant),
});

const { name, level, kind } = Authority.shape;

/** Who serves a demand, as the register had it when it was filed: later changes of the register change no demand. */
export const RegisteredAuthority = z.strictObject({
  name,
  /** Other names that its papers bear. */
  otherNames: z.optional(z.array(text(300)).check(z.maxLength(20))),
  country,
  level,
  kind,
});

/** Indexes of the targets that it is about; absent: all of them. */
const answered = {
  targets: z.optional(z.array(z.int().check(z.minimum(0))).check(z.minLength(1), z.maxLength(MAX_TARGETS))),
};

export const SaidByCustomer = z.strictObject({
  answer: z.enum(['answers-itself', 'consents', 'objects']),
  ...answered,
});
/** `until`: the day by which it was asked to answer. */
export const SilentCustomer = z.strictObject({ answer: z.literal('silent'), until: moment, ...answered });

/**
 * What an organisation that is our customer said when it was asked, as the desk recorded it: that it answers the demand itself,
 * that it consents to our answering, that it objects; or nothing yet, until which day.
 */
export const CustomerAnswer = z.discriminatedUnion('answer', [SaidByCustomer, SilentCustomer]);

/** What we know, as against what the demand claims. */
export const Circumstances = z.strictObject({
  now: moment,
  accounts: z.array(AccountMatch),
  authenticity: z.optional(Authenticity),
  /** Marks of a forgery that a machine found; absent: none, or nobody looked. */
  marks: z.optional(z.array(z.enum(MACHINE_MARKS)).check(z.maxLength(MACHINE_MARKS.length))),
  /** What a person found of the issuer's power; absent: nobody looked, and the paper's word counts. */
  competence: z.optional(Competence.shape.found),
  /** Takes the place of what the paper says of its authority; absent: nobody asked the register. */
  authority: z.optional(RegisteredAuthority),
  /** Country of our establishment in the Union, which European orders are addressed to. */
  establishment: z.optional(country),
  /** Of several about one target the last counts. */
  customerAnswers: z.optional(z.array(CustomerAnswer)),
  priorDemands: z.optional(z.array(z.unknown())),
});

export type MachineMark = (typeof MACHINE_MARKS)[number];
export type Mark = (typeof MARKS)[number];
export type Authenticity = z.infer<typeof Authenticity>;
export type RegisteredAuthority = z.infer<typeof RegisteredAuthority>;
export type CustomerAnswer = z.infer<typeof CustomerAnswer>;
export type AccountMatch = z.infer<typeof AccountMatch>;
export type Circumstances = z.infer<typeof Circumstances>;
