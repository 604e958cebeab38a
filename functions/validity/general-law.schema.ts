import * as z from 'zod/mini';
import { FRAUD_SIGNALS } from '../shared/circumstances.schema.ts';
import { BandScheme } from './band-scheme.schema.ts';
import { StatutoryClock } from './clock.schema.ts';
import { Effect, Rule } from './rule.schema.ts';

const text = z.string().check(z.minLength(3), z.maxLength(2000));
const citation = z.string().check(z.minLength(3), z.maxLength(300));
const name = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));

/** principles.yaml: what holds for every instrument. A page's rule of the same id takes a general rule's place. */
export const Principles = z.strictObject({
  principles: z.array(
    z.strictObject({
      id: name,
      kind: z.enum(['refusal', 'gate']),
      says: text,
      source: citation,
      enforcedBy: text,
    }),
  ),
  rules: z.strictObject({ first: z.array(Rule), last: z.array(Rule) }),
  inForce: z.strictObject({ cite: citation, says: text, otherwise: Effect }),
  known: z.strictObject({ cite: citation, says: text, otherwise: Effect }),
  unconfirmed: z.strictObject({ cite: citation, says: text }),
  secrecy: z.strictObject({
    cite: citation,
    /** Statutes that delay somebody else's notice, not ours. */
    notBinding: z.array(text),
    withoutEnd: Effect,
    futureDemands: Effect,
    ended: text,
    binds: text,
    doesNotBind: text,
    nothingClaimed: text,
  }),
});

/** data-dictionary.yaml: families and their items, with the tier that each jurisdiction gives them. */
export const DataDictionary = z.strictObject({
  families: z.array(
    z.strictObject({
      id: name,
      title: text,
      /** Items of the family, by the second part of their name; a family without any is an item itself. */
      items: z.optional(z.array(z.strictObject({ id: name, title: text, content: z.optional(z.boolean()) }))),
      content: z.optional(z.boolean()),
      /** Never produced, for anyone. */
      secret: z.optional(z.boolean()),
      tiers: z.record(z.string(), text),
    }),
  ),
});

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

/** clocks.yaml: every statutory time, by the name that pages use. */
export const Clocks = z.strictObject({ clocks: z.record(z.string(), StatutoryClock) });

/** bands.yaml: the structures in which national-security process may be printed; one of a jurisdiction is chosen. */
export const Bands = z.strictObject({
  bands: z.array(z.extend(BandScheme, { chosen: z.boolean(), confirmed: z.boolean() })),
});

/** fraud-signals.yaml: what each mark of a forged demand looks like. */
export const FraudSignals = z.strictObject({
  signals: z.array(z.strictObject({ id: z.enum(FRAUD_SIGNALS), says: text, source: citation })),
});

/** overlays.yaml: laws that qualify several instruments without being one. */
export const Overlays = z.strictObject({
  overlays: z.array(z.strictObject({ instruments: z.array(z.string()).check(z.minLength(1)), rule: Rule })),
});

export const GENERAL_FILES = {
  principles: Principles,
  'data-dictionary': DataDictionary,
  roles: Roles,
  clocks: Clocks,
  bands: Bands,
  'fraud-signals': FraudSignals,
  overlays: Overlays,
} as const;

export type GeneralName = keyof typeof GENERAL_FILES;
export const isGeneralName = (name: string): name is GeneralName => Object.hasOwn(GENERAL_FILES, name);
export type GeneralLaw = { [N in GeneralName]: z.infer<(typeof GENERAL_FILES)[N]> };
export type Principles = z.infer<typeof Principles>;
