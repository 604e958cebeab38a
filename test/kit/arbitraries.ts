import fc from 'fast-check';
import { CHANNELS, FACT_OUTCOMES, type Facts, ORIGINS, SERIES } from '../../functions/ledger/facts.schema.ts';
import type { Contribution } from '../../functions/reporting/contribution.schema.ts';

const TOLD = SERIES.filter((series) => series !== 'national-security');

const receivedIn = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(Date.parse(to) - 1), noInvalidDate: true })
    .map((date) => date.toISOString());

/** Any facts of a demand received in the first or the second half of 2026. */
export const anyFacts = (options: { series?: Facts['series']; half?: 1 | 2 } = {}): fc.Arbitrary<Facts> =>
  fc.record({
    receivedAt:
      options.half === 1
        ? receivedIn('2026-01-01T00:00:00Z', '2026-07-01T00:00:00Z')
        : receivedIn('2026-07-01T00:00:00Z', '2027-01-01T00:00:00Z'),
    country: fc.constantFrom('US', 'DE', 'GB', 'MC'),
    level: fc.constantFrom('federal', 'state', 'national'),
    authorityKind: fc.constantFrom('law-enforcement', 'prosecutor', 'intelligence'),
    instrument: fc.constantFrom('us/search-warrant', 'eu/epoc', 'us/national-security-letter'),
    series: options.series ? fc.constant(options.series) : fc.constantFrom(...TOLD),
    identifiers: fc.nat({ max: 400 }),
    channel: fc.constantFrom(...CHANNELS),
    origin: fc.constantFrom(...ORIGINS),
    service: fc.constantFrom('mail', 'several', 'none'),
    dataCountries: fc.subarray(['DE', 'US']),
    accounts: fc.nat({ max: 400 }),
    enterprise: fc.boolean(),
    outcome: fc.constantFrom(...FACT_OUTCOMES),
    narrowed: fc.boolean(),
    exigent: fc.boolean(),
    secrecy: fc.boolean(),
    notice: fc.constantFrom('none', 'planned', 'sent', 'prohibited', 'authority'),
  });

/** Contributions of distinct demands. */
export const anyContributions = (
  options: { series?: Facts['series']; half?: 1 | 2; prefix?: string } = {},
): fc.Arbitrary<Contribution[]> =>
  fc
    .array(anyFacts(options), { maxLength: 60 })
    .map((all) =>
      all.map((facts, index) => ({ demandId: `${options.prefix ?? 'd'}-${index}`, seq: 1, facts })),
    );
