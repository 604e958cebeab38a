import { issuingCountry } from './issuing-country.ts';
import { isDisclosed, type ToldFacts } from './told-facts.ts';

/** How one number of a report comes about from the demands that it counts. */
type MeasureEntry = {
  says: string;
  unit: 'demands' | 'identifiers' | 'accounts';
  /** By country and instrument, or for the world only: by country, one customer could be recognised. */
  told: 'by-country' | 'for-the-world';
  /** What one demand adds. Facts of before a member was there lack it, and add nothing. */
  adds(facts: ToldFacts): number;
  /** Whether facts of before it was written down leave it open: what they are added to is not told then. */
  missing?(facts: ToldFacts): boolean;
};

const once = (holds: boolean) => (holds ? 1 : 0);

/** Every measure that is a sum over demands, in the order of the report. An entry is all that a measure needs. */
export const SUMS = {
  identifiers: {
    says: 'identifiers that the demands name, doubles included',
    unit: 'identifiers',
    told: 'by-country',
    adds: ({ identifiers }) => identifiers,
  },
  accounts: {
    says: 'accounts that the identifiers resolved to, counted per demand',
    unit: 'accounts',
    told: 'by-country',
    adds: ({ accounts }) => accounts,
  },
  'accounts-content': {
    says: 'accounts of which content was disclosed, counted per demand',
    unit: 'accounts',
    told: 'by-country',
    adds: ({ accountsContent }) => accountsContent ?? 0,
    missing: (facts) => isDisclosed(facts) && facts.accountsContent === undefined,
  },
  'accounts-non-content': {
    says: 'accounts of which other data and no content was disclosed, counted per demand',
    unit: 'accounts',
    told: 'by-country',
    adds: ({ accountsNonContent }) => accountsNonContent ?? 0,
    missing: (facts) => isDisclosed(facts) && facts.accountsNonContent === undefined,
  },
  narrowed: {
    says: 'disclosures of less than was demanded; a subset of demands',
    unit: 'demands',
    told: 'by-country',
    // While nothing was disclosed, it is a way that the demand may take, and no outcome.
    adds: (facts) => once(facts.narrowed && isDisclosed(facts)),
  },
  exigent: {
    says: 'demands for somebody in danger, by the paper or by its kind; a subset of demands',
    unit: 'demands',
    told: 'by-country',
    adds: ({ exigent, series }) => once(exigent === true || series === 'emergency'),
    missing: ({ exigent, series }) => exigent === undefined && series !== 'emergency',
  },
  enterprise: {
    says: 'demands that concern an enterprise or public-sector customer; a subset of demands',
    unit: 'demands',
    told: 'for-the-world',
    adds: ({ enterprise }) => once(enterprise),
  },
  'public-sector': {
    says: 'those of them that concern a public-sector customer',
    unit: 'demands',
    told: 'for-the-world',
    adds: ({ customers }) => once(customers === 'public-sector'),
    missing: ({ enterprise, customers }) => enterprise && customers === undefined,
  },
  'enterprise-disclosed': {
    says: 'those of them that ended in a disclosure',
    unit: 'demands',
    told: 'for-the-world',
    adds: (facts) => once(facts.enterprise && isDisclosed(facts)),
  },
  'content-from-abroad': {
    says: 'disclosures of content of which some lay in another country than that of the authority; a subset of demands',
    unit: 'demands',
    told: 'for-the-world',
    adds: ({ outcome, country, dataCountries = [] }) =>
      once(outcome === 'content' && dataCountries.some((place) => place !== issuingCountry(country))),
    missing: ({ outcome, dataCountries }) => outcome === 'content' && dataCountries === undefined,
  },
  secrecy: {
    says: 'demands under a secrecy duty',
    unit: 'demands',
    told: 'for-the-world',
    adds: ({ secrecy }) => once(secrecy),
  },
  challenged: {
    says: 'demands that somebody brought before a court or an authority; a subset of demands',
    unit: 'demands',
    told: 'for-the-world',
    adds: ({ challenged }) => once(challenged === true),
  },
  superseded: {
    says: 'papers whose place another took before they gave anything; they are in no other number',
    unit: 'demands',
    told: 'for-the-world',
    adds: () => 0,
  },
  duplicates: {
    says: 'papers that were filed again in the same half-year; they are in no other number',
    unit: 'demands',
    told: 'for-the-world',
    adds: () => 0,
  },
  'notice-planned': {
    says: 'demands whose customers will be told at a known time',
    unit: 'demands',
    told: 'for-the-world',
    adds: ({ notice }) => once(notice === 'planned'),
  },
  'notice-sent': {
    says: 'demands whose customers have been told',
    unit: 'demands',
    told: 'for-the-world',
    adds: ({ notice }) => once(notice === 'sent'),
  },
  'notice-prohibited': {
    says: 'demands whose customers may not be told',
    unit: 'demands',
    told: 'for-the-world',
    adds: ({ notice }) => once(notice === 'prohibited'),
  },
  'notice-authority': {
    says: 'demands whose customers the authority tells',
    unit: 'demands',
    told: 'for-the-world',
    adds: ({ notice }) => once(notice === 'authority'),
  },
} as const satisfies Record<string, MeasureEntry>;

export type Sum = keyof typeof SUMS;

/** Whether a demand leaves a measure open. */
export function isMissing(measure: Sum, facts: ToldFacts): boolean {
  const entry: MeasureEntry = SUMS[measure];
  return entry.missing?.(facts) ?? false;
}

const sums = Object.keys(SUMS) as Sum[];
export const BY_COUNTRY = sums.filter((sum) => SUMS[sum].told === 'by-country');
export const FOR_THE_WORLD = sums.filter((sum) => SUMS[sum].told === 'for-the-world');

/** Demands are counted by outcome; selectors leave in bands only. */
export const MEASURE_NAMES = ['demands', ...sums, 'selectors'] as const;
export type Measure = (typeof MEASURE_NAMES)[number];

/** What each measure means, as every report says it. */
export const MEANINGS: Readonly<Record<string, string>> = {
  demands: 'served demands; their outcomes partition them',
  ...Object.fromEntries(sums.map((sum) => [sum, SUMS[sum].says])),
  selectors: 'selectors that national-security process targets',
};
