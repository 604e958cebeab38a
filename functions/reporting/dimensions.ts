import type { ToldFacts } from './told-facts.ts';

/** What demands are told apart by, besides country, instrument and outcome. */
type DimensionEntry = {
  /** By the country of the authority, or for the world only. One that is told by country has no sum for the world: with the
   * others', it would tell what is not told of one. */
  told: 'by-country' | 'for-the-world';
  says(value: string): string;
  valueOf(facts: ToldFacts): string;
};

/** Of what is not told by itself: too few, or of before the fact was there. */
export const OTHER = 'other';
const UNKNOWN = 'unknown';

/** Each puts a demand under one value. An entry is all that a dimension needs. */
export const DIMENSIONS: Readonly<Record<string, DimensionEntry>> = {
  level: {
    told: 'by-country',
    says: (level) => `demands of authorities whose level is ${level}, by the register`,
    valueOf: ({ level }) => level,
  },
  kind: {
    told: 'by-country',
    says: (kind) => `demands of authorities that are a ${kind}, by the register`,
    valueOf: ({ authorityKind }) => authorityKind,
  },
  channel: {
    told: 'for-the-world',
    says: (channel) => `demands that came by this way: ${channel}`,
    valueOf: ({ channel = UNKNOWN }) => channel,
  },
  origin: {
    told: 'for-the-world',
    says: (origin) =>
      `demands whose origin is ${origin}: whether an authority acts under the law of its own country there`,
    valueOf: ({ origin = UNKNOWN }) => origin,
  },
  service: {
    told: 'for-the-world',
    says: (service) => `demands for data that this service of ours holds: ${service}`,
    valueOf: ({ service = UNKNOWN }) => service,
  },
  location: {
    told: 'for-the-world',
    says: (location) =>
      `demands of which the data of the accounts lies, seen from the country of the authority: ${location}`,
    valueOf: ({ country, dataCountries }) => {
      if (dataCountries === undefined) return UNKNOWN;
      return dataCountries.every((place) => place === country) ? 'in-country' : 'abroad';
    },
  },
};

const VALUE = '[a-z0-9]+(?:-[a-z0-9]+)*';

/** `level-state` is the measure of the value `state` of the dimension `level`. */
export const MEASURE_OF_DIMENSION = new RegExp(`^(?:${Object.keys(DIMENSIONS).join('|')})-${VALUE}$`);

const spelt = new RegExp(`^${VALUE}$`);
/** Whether a value can be told by itself. */
export const isValue = (value: string) => value !== OTHER && spelt.test(value);

/** The place that a demand of a country is counted at; for the world, that of no country. */
export const placesOf = (country: string): [dimension: string, place: string][] =>
  Object.entries(DIMENSIONS).map(([dimension, { told }]) => [
    dimension,
    `${dimension}|${told === 'by-country' ? country : ''}`,
  ]);

/** What such a measure means, as the report says it. */
export function meaningOf(measure: string): string {
  const [dimension = ''] = measure.split('-', 1);
  const value = measure.slice(dimension.length + 1);
  const says = DIMENSIONS[dimension]?.says(value) ?? '';
  return value === OTHER ? `${says}; that is all values that are too few to be told by themselves` : says;
}
