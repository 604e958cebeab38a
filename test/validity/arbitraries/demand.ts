import fc from 'fast-check';
import type { Demand } from '../../../functions/shared/demand.schema.ts';
import { someMoment, someTimeline } from './moments.ts';
import {
  someAuthority,
  someCertifications,
  someCites,
  someData,
  someRecitals,
  someRole,
  someSecrecy,
  someSignatures,
  someTargets,
} from './parts.ts';

const UNDERLYING = [
  'us/search-warrant',
  'us/2703d-order',
  'us/pen-register-order',
  'us/grand-jury-subpoena',
  'us/wiretap-order',
  'us/mlat-order',
  'eu/epoc',
] as const;

const DATES = [
  'issued',
  'entered',
  'served',
  'received',
  'executeBy',
  'returnDue',
  'firstInterception',
  'installed',
] as const;

/** Other values for the members of a paper; each case replaces or removes some of them. */
const changes = {
  authority: someAuthority,
  issuer: fc.record(
    {
      role: someRole,
      court: fc.constantFrom(
        'D. Mass.',
        'Tribal Court',
        'Superior Court of California',
        'District Court, Texas',
      ),
      competence: fc.constantFrom('confirmed' as const, 'unknown' as const),
    },
    { requiredKeys: ['role'] },
  ),
  signatures: someSignatures,
  validatedBy: fc.record({ role: someRole }),
  servedBy: fc.constantFrom('secretary-of-state' as const, 'lord-advocate' as const),
  addressedTo: fc.constantFrom('parent' as const, 'local-entity' as const, 'eu-establishment' as const),
  durationDays: fc.oneof(
    fc.constantFrom(0, 1, 29, 30, 31, 59, 60, 61, 90, 36_500),
    fc.integer({ min: 0, max: 400 }),
  ),
  extension: fc.record({ of: someMoment, expires: someMoment, number: fc.integer({ min: 0, max: 3 }) }),
  targets: someTargets,
  data: someData,
  period: fc.record({ from: someMoment, to: someMoment }),
  cites: someCites,
  certifications: someCertifications,
  recitals: someRecitals,
  offence: fc.record(
    { maxPenaltyYears: fc.constantFrom(0, 1, 1.5, 2.99, 3, 5, 25), listed: fc.boolean() },
    { requiredKeys: [] },
  ),
  emergency: fc.record({
    danger: fc.constantFrom('death', 'serious-injury', 'critical-infrastructure', 'property', 'none'),
    reasons: fc.constantFrom('A person is held against their will.', ' '),
  }),
  secrecy: someSecrecy,
  purpose: fc.constant('identify-user' as const),
  enforcingAuthority: fc.record(
    {
      notified: fc.boolean(),
      response: fc.constantFrom(
        'none' as const,
        'none' as const,
        'cleared' as const,
        'refused' as const,
        'partly' as const,
      ),
      items: someData,
    },
    { requiredKeys: ['notified', 'response'] },
  ),
  underlying: fc.constantFrom(...UNDERLYING),
} satisfies { [Name in keyof Demand]?: fc.Arbitrary<Demand[Name]> };

type Change = keyof typeof changes | 'dates';
const NAMES: readonly Change[] = [...(Object.keys(changes) as (keyof typeof changes)[]), 'dates'];
/** Members that a paper cannot do without. */
const REQUIRED: readonly Change[] = ['authority', 'issuer', 'signatures', 'targets', 'data'];
/** What changes the most about a decision is changed the most. */
const OFTEN: readonly Change[] = ['targets', 'data', 'secrecy', 'dates', 'emergency', 'data', 'dates'];

/** Dates to write or, as null, to leave out; what is not named stays as the sample has it. */
const someDates: fc.Arbitrary<Readonly<Record<string, string | null>>> = fc.oneof(
  fc.dictionary(fc.constantFrom(...DATES), fc.option(someMoment, { freq: 3 }), { minKeys: 1, maxKeys: 3 }),
  someTimeline.map(([made, served]) => ({ issued: made, entered: null, executeBy: null, served })),
);

type Edit = { name: Change; value: unknown };
const someEdit = (names: readonly Change[]): fc.Arbitrary<Edit> =>
  fc.constantFrom(...names).chain((name) => {
    const value: fc.Arbitrary<unknown> = name === 'dates' ? someDates : changes[name];
    return (REQUIRED.includes(name) ? value : fc.option(value, { nil: undefined, freq: 4 })).map((given) => ({
      name,
      value: given,
    }));
  });

const someEdits = fc
  .tuple(fc.array(someEdit(OFTEN), { maxLength: 4 }), fc.array(someEdit(NAMES), { maxLength: 3 }))
  .map((lists) => lists.flat());

const redated = (dates: unknown, changed: unknown) =>
  Object.fromEntries(
    Object.entries({ ...(dates ?? {}), ...(changed ?? {}) }).filter(([, moment]) => moment !== null),
  );

/** Papers that begin as the sample of a page, which is valid, and differ from it in a few members. */
export function someDemand(sample: Demand): fc.Arbitrary<Demand> {
  return someEdits.map((edits) => {
    const demand: Record<string, unknown> = structuredClone(sample);
    for (const { name, value } of edits) {
      if (name === 'dates' && value !== undefined) demand.dates = redated(demand.dates, value);
      else if (value === undefined) delete demand[name];
      else demand[name] = value;
    }
    return demand as Demand;
  });
}
