import fc from 'fast-check';
import type { Target } from '../../../functions/shared/demand.schema.ts';
import { TARGET_TYPES } from '../../../functions/shared/demand.schema.ts';
import { someMoment } from './moments.ts';

/** Parts of papers, each drawn from what the rules know, what they nearly know, and what they do not. */

export const ROLES = [
  'judge',
  'district-judge',
  'magistrate-judge',
  'state-magistrate',
  'magistrate',
  'court',
  'high-court',
  'justice',
  'investigating-judge',
  'fisc-judge',
  'administrative-law-judge',
  'immigration-judge',
  'department-of-justice',
  'clerk',
  'clerk-of-court',
  'clerk-of-the-court',
  'grand-jury',
  'foreperson',
  'prosecutor',
  'public-prosecutor',
  'us-attorney',
  'attorney',
  'attorney-general',
  'officer',
  'designated-officer',
  'agent',
  'agency-official',
  'regulator',
  'special-agent-in-charge',
  'supervisory-special-agent',
  'fbi-director',
  'officer-in-charge',
  'secretary-of-state',
  'tribunal-member',
  'sheriff',
  'registrar',
  'director-of-national-intelligence',
] as const;
export const someRole = fc.constantFrom(...ROLES);
export const someSignatures = fc.array(fc.record({ role: someRole }), { maxLength: 3 });

const COUNTRIES = [
  'US',
  'US',
  'FR',
  'DE',
  'ES',
  'DK',
  'IE',
  'GB',
  'CA',
  'AU',
  'IN',
  'BR',
  'JP',
  'TR',
  'NG',
] as const;
export const someCountry = fc.constantFrom(...COUNTRIES);
export const someAuthority = fc.record(
  {
    name: fc.constantFrom('An authority', 'An authority', 'F.B.I., Boston', 'U.S. Marshals Service'),
    country: someCountry,
    state: fc.constantFrom('US-CA', 'US-TX', 'US-MA'),
    level: fc.constantFrom('federal', 'state', 'local', 'national', 'supranational', 'private'),
    kind: fc.constantFrom(
      'law-enforcement',
      'prosecutor',
      'court',
      'intelligence',
      'regulator',
      'central-authority',
      'civil-litigant',
    ),
  },
  { requiredKeys: ['name', 'country', 'level', 'kind'] },
);

export const ITEMS = [
  'subscriber',
  'subscriber.name',
  'subscriber.address',
  'subscriber.payment',
  'sessions',
  'toll-billing',
  'traffic',
  'traffic.mail-headers',
  'traffic.access-logs',
  'content',
  'content.mail',
  'content.files',
  'content.contacts',
  'location',
  'location.history',
  'location.live',
  'live',
  'live.traffic',
  'live.content',
  'secrets',
  'secrets.password',
  'secrets.encryption-key',
  'horoscope',
  'content.dreams',
] as const;
export const someData = fc.oneof(
  { weight: 5, arbitrary: fc.uniqueArray(fc.constantFrom(...ITEMS), { minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...ITEMS), { maxLength: 12 }) },
);

/** Every value carries a mark that no text of the rulebook contains. */
export const MARK = 'zq7w';
const someTarget: fc.Arbitrary<Target> = fc
  .record({
    type: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('email' as const, 'account-id' as const, 'phone' as const) },
      { weight: 3, arbitrary: fc.constantFrom(...TARGET_TYPES) },
    ),
    value: fc.oneof(
      { weight: 12, arbitrary: fc.nat(99).map((n) => `${MARK}-${n}@example.com`) },
      { weight: 1, arbitrary: fc.constantFrom('', '  ') },
    ),
    at: fc.option(someMoment, { nil: undefined, freq: 2 }),
  })
  .map(({ at, ...target }) => (at === undefined ? target : { ...target, at }));
export const someTargets = fc.oneof(
  { weight: 8, arbitrary: fc.array(someTarget, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(someTarget, { maxLength: 9 }) },
);

export const someSecrecy = fc.record(
  {
    basis: fc.constantFrom(
      '18 USC 2705(b)',
      '18 U.S.C. § 2705(a)',
      '18 USC 2709(c)',
      '18 USC 3123(d)',
      '18 USC 2511(2)(a)(ii)',
      'Investigatory Powers Act 2016 s.82',
      'Criminal Code s.487.0191',
      '50 USC 1824',
      '',
    ),
    orderedBy: fc.constantFrom('court', 'court', 'statute', 'agency', 'none'),
    until: someMoment,
    covers: fc.constantFrom('this-demand', 'future-demands'),
  },
  { requiredKeys: ['basis', 'orderedBy'] },
);

export const someCites = fc.array(
  fc.constantFrom(
    '18 USC 2703(d)',
    '18 USC 3486',
    '21 U.S.C. 876',
    '18 USC 2702',
    '18 USC 3512',
    'StPO § 100j',
    'BNSS s.94',
    ' ',
  ),
  { maxLength: 2 },
);
export const someCertifications = fc.array(
  fc.constantFrom(
    '18 USC 2709(b)',
    '18 U.S.C. § 2709(c)(1)',
    '18 USC 2709',
    'designated-authority',
    'notary',
  ),
  { maxLength: 3 },
);
export const someRecitals = fc.subarray([
  'person',
  'facility',
  'offence',
  'agency',
  'period',
  'minimisation',
  'judicial-review-notice',
  'legal-basis',
  'reasons',
  'redress',
]);
