import * as z from 'zod/mini';
import { MACHINE_MARKS, MARKS } from '../../shared/circumstances.schema.ts';
import { Rule } from '../checks/rule.schema.ts';
import { Approvals } from '../law/approvals.schema.ts';
import { BandScheme } from '../law/band-scheme.schema.ts';
import { Calendars, Clocks } from '../law/clock.schema.ts';
import { DataDictionary } from '../law/data-dictionary.schema.ts';
import { Effect } from '../law/effect.schema.ts';
import { Roles } from '../law/roles.schema.ts';
import { citation, name, some, text } from '../law/text.schema.ts';
import { Answers } from './answers.schema.ts';
import { Certificates } from './certificates.schema.ts';
import { DeskRules } from './desk.schema.ts';
import { Letters } from './letters.schema.ts';
import { Objections } from './objections.schema.ts';
import { ReportForms } from './reports.schema.ts';
import { SecrecyLaw } from './secrecy.schema.ts';
import { Separation } from './separation.schema.ts';
import { Sources } from './sources.schema.ts';
import { Tariffs } from './tariff.schema.ts';

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
  approvals: z.array(Approvals),
  rules: z.strictObject({ first: z.array(Rule), last: z.array(Rule) }),
  inForce: z.strictObject({ cite: citation, says: text, holds: text, fails: text, otherwise: Effect }),
  known: z.strictObject({ cite: citation, says: text, fails: text, otherwise: Effect }),
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

/** bands.yaml: the structures in which national-security process may be printed; one of a jurisdiction is chosen. */
export const Bands = z.strictObject({
  /** Of fewer answers than so many a report tells no median. */
  fewest: z.int().check(z.minimum(1)),
  /** Days by which a report of a span begins and ends apart from other periods, or with them. */
  apartDays: z.int().check(z.minimum(1)),
  bands: z.array(z.extend(BandScheme, { chosen: z.boolean(), confirmed: z.boolean() })),
});

const count = z.int().check(z.minimum(1));

/** fraud-signals.yaml: what each mark of a forged demand looks like, who finds it, and what all weigh together. */
export const FraudSignals = z
  .strictObject({
    /** From which weight on a demand is held until its office was called, and from which a person is to refuse it. */
    hold: count,
    refuse: count,
    /** For how long an account that files is a new one. */
    newAccountDays: count,
    /** From how many identifiers of one person's demands on, within how many hours, they are many. */
    manyTargets: z.strictObject({ hours: count, targets: count }),
    signals: z.array(
      z.strictObject({
        id: z.enum(MARKS),
        weight: count,
        /** `machine`: people may see it, too. */
        foundBy: z.enum(['machine', 'person']),
        says: text,
        source: citation,
      }),
    ),
  })
  .check(
    z.refine(({ hold, refuse }) => hold < refuse, { error: 'refuses before it holds', path: ['refuse'] }),
    z.refine(({ signals }) => MARKS.every((mark) => signals.filter(({ id }) => id === mark).length === 1), {
      error: 'each mark is there once',
      path: ['signals'],
    }),
    z.refine(
      ({ signals }) =>
        MACHINE_MARKS.every((mark) =>
          signals.some(({ id, foundBy }) => id === mark && foundBy === 'machine'),
        ),
      { error: 'what a machine looks for is found by it', path: ['signals'] },
    ),
  );

/** overlays.yaml: laws that qualify several instruments without being one. */
export const Overlays = z.strictObject({
  overlays: z.array(z.strictObject({ instruments: some(z.string()), rule: Rule })),
});

export const GENERAL_FILES = {
  principles: Principles,
  'data-dictionary': DataDictionary,
  roles: Roles,
  clocks: Clocks,
  calendars: Calendars,
  bands: Bands,
  'fraud-signals': FraudSignals,
  overlays: Overlays,
  certificates: Certificates,
  secrecy: SecrecyLaw,
  letters: Letters,
  objections: Objections,
  tariff: Tariffs,
  answers: Answers,
  separation: Separation,
  desk: DeskRules,
  reports: ReportForms,
  sources: Sources,
} as const;

export type GeneralName = keyof typeof GENERAL_FILES;
export const isGeneralName = (name: string): name is GeneralName => Object.hasOwn(GENERAL_FILES, name);
export type GeneralLaw = { [N in GeneralName]: z.infer<(typeof GENERAL_FILES)[N]> };
export type FraudSignals = z.infer<typeof FraudSignals>;
export type Principles = z.infer<typeof Principles>;
