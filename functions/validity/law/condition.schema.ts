import * as z from 'zod/mini';
import { Authority, TARGET_TYPES } from '../../shared/demand.schema.ts';
import { DateName } from './date-name.schema.ts';
import { some } from './text.schema.ts';

const { country, kind, level } = Authority.shape;
const state = z.string().check(z.regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/));

/** What an instrument does. */
export const Mode = z.enum(['disclose', 'preserve', 'act']);

/** Facts that a rule may depend on. All that are named must hold; of a list, one. */
const Facts = z.strictObject({
  countries: z.optional(some(country)),
  /** The parts of a country (ISO 3166-2) of which the paper says that the authority is. */
  states: z.optional(some(state)),
  levels: z.optional(some(level)),
  kinds: z.optional(some(kind)),
  issuers: z.optional(some(z.string())),
  /** The name of the court has one of these words, in small letters. */
  courts: z.optional(some(z.string().check(z.regex(/^[\p{Ll}\p{N} ]+$/u)))),
  /** A signature of one of these roles. */
  signedBy: z.optional(some(z.string())),
  /** A certificate under one of these statutes comes with the paper. */
  certified: z.optional(some(z.string())),
  /** The paper cites one of these statutes. */
  cites: z.optional(some(z.string())),
  /** The instrument that a treaty order is made as. */
  underlying: z.optional(some(z.string())),
  /** Every target is of one of these types. */
  targetsAre: z.optional(some(z.enum(TARGET_TYPES))),
  /** What the desk heard when it called back. */
  callback: z.optional(some(z.enum(['confirmed', 'refused', 'no-answer', 'pending']))),
  danger: z.optional(
    some(z.enum(['death', 'serious-injury', 'critical-infrastructure', 'property', 'none'])),
  ),
  purpose: z.optional(z.enum(['identify-user'])),
  extension: z.optional(z.boolean()),
  /** One of these dates is on the paper. */
  dated: z.optional(some(DateName)),
  offenceListed: z.optional(z.boolean()),
  /** What the page's instrument does. */
  modes: z.optional(some(Mode)),
  /** Whether the instrument is a warrant. */
  warrant: z.optional(z.boolean()),
  /** Whether a duty of secrecy binds us. */
  secrecyBinds: z.optional(z.boolean()),
});

/** Facts, or several sets of facts of which one must hold. */
export const Condition = z.union([Facts, some(Facts)]);

export type Condition = z.infer<typeof Condition>;
export type ConditionFacts = z.infer<typeof Facts>;
