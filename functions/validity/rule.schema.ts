import * as z from 'zod/mini';
import { FRAUD_SIGNALS } from '../shared/circumstances.schema.ts';
import { Authority, Demand, TARGET_TYPES } from '../shared/demand.schema.ts';
import { REASONS } from '../shared/determination.schema.ts';
import { calendarDate } from '../shared/moment.schema.ts';

const name = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
const sentence = z.string().check(z.minLength(10), z.maxLength(600));
const citation = z.string().check(z.minLength(3), z.maxLength(300));
const some = <T extends z.core.SomeType>(item: T) => z.array(item).check(z.minLength(1));
const { kind, level } = Authority.shape;
const country = Authority.shape.country;

/** First and last day on which a rule is law; the day of service decides. */
export const Effective = z.strictObject({ from: calendarDate, to: z.optional(calendarDate) });

/** A date of the paper, the day of service (served, else received, else today), or today. */
export const DateName = z.enum([
  'issued',
  'entered',
  'served',
  'received',
  'executeBy',
  'returnDue',
  'firstInterception',
  'installed',
  'service',
]);

/** Facts that a rule may depend on. All that are named must hold; of a list, one. */
const Facts = z.strictObject({
  countries: z.optional(some(country)),
  levels: z.optional(some(level)),
  kinds: z.optional(some(kind)),
  issuers: z.optional(some(z.string())),
  /** A signature of one of these roles. */
  signedBy: z.optional(some(z.string())),
  /** A certificate under one of these statutes comes with the paper. */
  certified: z.optional(some(z.string())),
  danger: z.optional(
    some(z.enum(['death', 'serious-injury', 'critical-infrastructure', 'property', 'none'])),
  ),
  purpose: z.optional(z.enum(['identify-user'])),
  extension: z.optional(z.boolean()),
  /** One of these dates is on the paper. */
  dated: z.optional(some(DateName)),
  offenceListed: z.optional(z.boolean()),
  /** What the page's instrument does. */
  modes: z.optional(some(z.enum(['disclose', 'preserve', 'act']))),
  /** Whether the instrument is a warrant. */
  warrant: z.optional(z.boolean()),
  /** Whether a duty of secrecy binds us. */
  secrecyBinds: z.optional(z.boolean()),
});

/** Facts, or several sets of facts of which one must hold. */
export const Condition = z.union([Facts, some(Facts)]);

/** What a rule that is not met does to the demand. */
export const Effect = z.strictObject({
  outcome: z.enum(['reject', 'redirect', 'refer', 'hold', 'suspend', 'drop', 'note']),
  reason: z.optional(z.enum(REASONS)),
  /** What the officer can do about it. */
  do: sentence,
  /** The defect can be cured, so the data is kept meanwhile. */
  preserve: z.optional(z.boolean()),
  /** A drop that leaves nothing sends the officer elsewhere instead of away. */
  nothingLeft: z.optional(z.enum(['redirect'])),
});

const common = {
  /** With the check, the rule's id: `signature:judge`. */
  name,
  cite: citation,
  /** What the rule asks for. */
  says: sentence,
  /** Items that the rule guards: it applies where one of them is asked, and a drop drops them. */
  items: z.optional(some(z.string())),
  when: z.optional(Condition),
  unless: z.optional(Condition),
  effective: z.optional(Effective),
  /** False: read in no source that could be opened; a failure asks a person instead. */
  confirmed: z.optional(z.boolean()),
  /** What follows where the paper does not state the fact; `refer` unless said. */
  unstated: z.optional(z.enum(['pass', 'fail', 'refer'])),
  otherwise: Effect,
};

const rule = <K extends string, S extends z.core.$ZodLooseShape>(check: K, parameters: S) =>
  z.strictObject({ check: z.literal(check), ...common, ...parameters });

const roles = some(z.string());
const dates = some(DateName);
const clock = z.string();

/** The closed set of checks. A page composes them by name; each is a pure function of demand and circumstances. */
export const Rule = z.discriminatedUnion('check', [
  rule('authority', {
    countries: z.optional(some(country)),
    /** Countries that have instruments of their own. */
    except: z.optional(some(country)),
    levels: z.optional(some(level)),
    kinds: z.optional(some(kind)),
  }),
  rule('issuer-role', { roles }),
  rule('court-competence', {}),
  rule('signature', { roles: z.optional(roles) }),
  rule('validation', { issuers: roles, validators: roles }),
  rule('cites', { anyOf: z.optional(some(z.string())), except: z.optional(some(z.string())) }),
  rule('certification', { anyOf: some(z.string()) }),
  rule('recital', { allOf: some(z.string()) }),
  rule('served-by', { anyOf: some(z.enum(['secretary-of-state', 'lord-advocate'])) }),
  rule('addressee', { anyOf: some(z.enum(['parent', 'local-entity', 'eu-establishment'])) }),
  rule('dates-in-order', {}),
  rule('served-within', { by: z.optional(DateName), clock: z.optional(clock), from: z.optional(dates) }),
  rule('duration-limit', { clock }),
  rule('running', { clock, starts: some(z.strictObject({ date: DateName, plusDays: z.optional(z.int()) })) }),
  rule('offence-threshold', {
    atLeastYears: z.optional(z.number()),
    moreThanYears: z.optional(z.number()),
    /** Whether a listed offence does, whatever its penalty. */
    listed: z.boolean(),
  }),
  rule('danger', { anyOf: some(z.enum(['death', 'serious-injury', 'critical-infrastructure'])) }),
  rule('emergency-window', { clock, from: dates }),
  rule('enforcing-authority', {}),
  rule('objection-period', { clock, from: dates }),
  rule('period-stated', {}),
  rule('items-authorised', {}),
  rule('items-stated', {}),
  rule('targets-stated', {}),
  rule('target-specificity', { types: z.optional(some(z.enum(TARGET_TYPES))) }),
  rule('target-person', {}),
  rule('conflict-of-laws', { home: some(country), issuerIsHome: z.boolean() }),
  rule('customer-first', { customers: some(z.enum(['enterprise', 'public-sector'])) }),
  rule('authenticity', { refuseOn: some(z.enum(['refused', 'no-answer', 'pending', 'not-made'])) }),
  rule('supervisor', { refuseOn: some(z.enum(['refused', 'no-answer', 'pending', 'not-made'])) }),
  rule('fraud-signals', { atLeast: z.int(), of: z.optional(some(z.enum(FRAUD_SIGNALS))) }),
  rule('renewal-number', { atMost: z.int() }),
  /** `clock`: the longest that the hold may have run which is renewed, whatever the paper says of its end. */
  rule('renewal-in-time', { clock }),
  /** Without items: that the period of the demand begins, or ends, no later than the day of service. */
  rule('stored-only', { part: z.optional(z.enum(['beginning', 'end'])) }),
  rule('underlying', { anyOf: some(Demand.shape.instrument) }),
  rule('counsel', {}),
]);

export type Effective = z.infer<typeof Effective>;
export type Condition = z.infer<typeof Condition>;
export type ConditionFacts = z.infer<typeof Facts>;
export type Effect = z.infer<typeof Effect>;
export type DateName = z.infer<typeof DateName>;
export type Rule = z.infer<typeof Rule>;
export type CheckName = Rule['check'];
