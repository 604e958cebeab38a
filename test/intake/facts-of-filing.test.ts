import { factsOfFiling } from '../../functions/intake/facts-of-filing.ts';
import { knownLaw } from '../../functions/validity/known-law.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { law as rulebook } from '../validity/law.ts';

const law = knownLaw(rulebook);

/** Facts of a demand on this page, from an authority of this country. */
const factsOf = (instrument: string, country: string, change: object = {}, kind = 'prosecutor') =>
  factsOfFiling(
    {
      demand: sampleDemand({ instrument, ...change }),
      series: law.seriesOf(instrument),
      authorityId: 'some-office',
      authority: { name: 'Office', country, level: 'national', kind: kind as 'prosecutor' },
    },
    '2026-11-23T09:00:00.000Z',
    law,
  );

describe('the facts of a filing', () => {
  it.each([
    ['us/search-warrant', 'US', 'direct', 'domestic'],
    ['us/search-warrant', 'DE', 'direct', 'foreign'],
    ['us/mlat-order', 'US', 'mlat', 'foreign'],
    ['us/emergency-disclosure', 'US', 'emergency', 'domestic'],
    ['uk/overseas-production-order', 'GB', 'agreement', 'foreign'],
    ['uk/communications-data-notice', 'GB', 'direct', 'domestic'],
    ['eu/epoc', 'DE', 'e-evidence', 'foreign'],
    ['eu/dsa-information-order', 'DE', 'dsa-10', 'unknown'],
    ['xx/foreign-order', 'JP', 'direct', 'foreign'],
  ])('of %s from %s say by which way it came, and whether from abroad', (page, country, channel, origin) => {
    expect(factsOf(page, country)).toMatchObject({ channel, origin });
  });

  it('do not say whom a central authority serves a paper for', () => {
    expect(factsOf('us/search-warrant', 'US', {}, 'central-authority').origin).toBe('unknown');
  });

  it.each([
    [['content.mail'], 'mail'],
    [['content'], 'several'],
    [['sessions'], 'sessions'],
    [[], 'none'],
  ])('say which service of ours holds what it asks for: %j', (data, service) => {
    expect(factsOf('us/search-warrant', 'US', { data }).service).toBe(service);
  });

  it.each([
    ['eu/epoc', {}, false],
    ['eu/epoc', { emergency: { danger: 'death', reasons: 'A child is missing' } }, true],
    ['eu/epoc', { emergency: { danger: 'property', reasons: 'A car is missing' } }, false],
    ['us/emergency-disclosure', {}, true],
  ])('of %s with %j say whether somebody is in danger', (page, change, exigent) => {
    expect(factsOf(page, 'DE', change).exigent).toBe(exigent);
  });

  it('have the day of service where the paper has one', () => {
    expect(factsOf('us/search-warrant', 'US', { dates: { served: '2026-11-20' } }).servedAt).toBe(
      '2026-11-20',
    );
    expect(factsOf('us/search-warrant', 'US', { dates: {} })).not.toHaveProperty('servedAt');
  });
});
