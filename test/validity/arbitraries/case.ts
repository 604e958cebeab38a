import fc from 'fast-check';
import {
  type Circumstances,
  FRAUD_SIGNALS,
  MACHINE_MARKS,
  type RegisteredAuthority,
} from '../../../functions/shared/circumstances.schema.ts';
import type { Demand } from '../../../functions/shared/demand.schema.ts';
import type { Rulebook } from '../../../functions/validity/decide/rulebook.ts';
import { someDemand } from './demand.ts';
import { someMoment, someNow } from './moments.ts';
import { someAuthority, someCountry } from './parts.ts';

/** A demand with what is known about it. */
export type SomeCase = { demand: Demand; circumstances: Circumstances };

const answer = fc.constantFrom('confirmed', 'confirmed', 'refused', 'no-answer', 'pending');

const someAuthenticity = fc.record(
  {
    callback: answer,
    supervisor: answer,
    signals: fc.array(fc.constantFrom(...FRAUD_SIGNALS), { maxLength: 3 }),
  },
  { requiredKeys: ['signals'] },
);

/** What the register has of an authority: often what the paper says, spelt in another way, or nothing. */
const someEntry = (demand: Demand): fc.Arbitrary<RegisteredAuthority | undefined> => {
  const { state: _state, ...stated } = demand.authority;
  const respelt: RegisteredAuthority = { ...stated, name: ` ${stated.name.toUpperCase()}. ` };
  const renamed: RegisteredAuthority = { ...stated, name: 'Another', otherNames: [stated.name] };
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant<RegisteredAuthority | undefined>(undefined) },
    { weight: 3, arbitrary: fc.constantFrom(respelt, respelt, renamed) },
    { weight: 2, arbitrary: someAuthority.map(({ state: _none, ...entry }): RegisteredAuthority => entry) },
  );
};

/** When an identifier changed hands, near the papers' own dates. */
const someInstant = someMoment.map((moment) => new Date(moment).toISOString());

/** Several accounts for one target, none for another, and one for a target that is not there. */
const someAccounts = (targets: number) =>
  fc.array(
    fc.record(
      {
        target: fc.nat(Math.max(0, targets)),
        matched: fc.constantFrom(true, true, true, false),
        customer: fc.constantFrom('consumer', 'consumer', 'consumer', 'enterprise', 'public-sector'),
        usPerson: fc.boolean(),
        inUS: fc.boolean(),
        dataCountry: someCountry,
        controllerCountry: someCountry,
        from: someInstant,
        to: someInstant,
      },
      { requiredKeys: ['target', 'matched', 'customer'] },
    ),
    { maxLength: targets + 2 },
  );

/** What organisations said, about all targets or some. */
const someAnswers = (targets: number) => {
  const about = { targets: fc.array(fc.nat(Math.max(0, targets)), { minLength: 1, maxLength: 3 }) };
  const said = fc.constantFrom('answers-itself', 'consents', 'consents', 'objects');
  return fc.array(
    fc.oneof(
      fc.record({ answer: said, ...about }, { requiredKeys: ['answer'] }),
      fc.record(
        { answer: fc.constant('silent'), until: someMoment, ...about },
        { requiredKeys: ['answer', 'until'] },
      ),
    ),
    { maxLength: 3 },
  );
};

const someCircumstances = (demand: Demand, sample: Circumstances): fc.Arbitrary<Circumstances> =>
  fc
    .record({
      now: fc.oneof({ weight: 3, arbitrary: fc.constant(sample.now) }, { weight: 2, arbitrary: someNow }),
      accounts: fc.oneof(fc.constant(sample.accounts), someAccounts(demand.targets.length)),
      authenticity: fc.oneof(
        { weight: 3, arbitrary: fc.constant(sample.authenticity) },
        { weight: 1, arbitrary: someAuthenticity },
      ),
      authority: someEntry(demand),
      customerAnswers: fc.option(someAnswers(demand.targets.length), { nil: undefined }),
      marks: fc.oneof(
        { weight: 4, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...MACHINE_MARKS), { minLength: 1 }) },
      ),
    })
    .map(({ authenticity, authority, customerAnswers, marks, ...known }) => ({
      ...known,
      ...(marks ? { marks } : {}),
      ...(authenticity ? { authenticity } : {}),
      ...(authority ? { authority } : {}),
      ...(customerAnswers ? { customerAnswers } : {}),
    }));

/** Hard cases for every page of a rulebook, and now and then for an instrument that no page knows. */
export function someCase(law: Rulebook): fc.Arbitrary<SomeCase> {
  // Pages with many rules are tried more often.
  const pages = Object.values(law.instruments).flatMap((page) => page.rules.map(() => page));
  return fc
    .constantFrom(...pages)
    .chain(({ sample }) =>
      someDemand(sample.demand).chain((demand) =>
        someCircumstances(demand, sample.circumstances).map((circumstances) => ({ demand, circumstances })),
      ),
    )
    .chain((given) =>
      fc
        .nat(200)
        .map((n) =>
          n === 0 ? { ...given, demand: { ...given.demand, instrument: 'zz/unheard-of' } } : given,
        ),
    );
}

/** How many cases every property is held against. */
export const POOL_SIZE = 10_000;

/** One pool for all properties of a file. Another seed gives another pool: `SEED=42 npm test`. */
export function poolOf(law: Rulebook): SomeCase[] {
  const seed = Number(process.env.SEED ?? 20_261_007);
  return fc.sample(someCase(law), { numRuns: POOL_SIZE, seed });
}
