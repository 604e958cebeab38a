import { getCountries } from 'libphonenumber-js';
import { sampleAuthorities } from '../../examples/authorities/load.ts';
import { readSamples } from '../../examples/demo/read-samples.ts';
import { Authority } from '../../functions/authorities/authority.schema.ts';
import { COUNTRIES } from '../../functions/shared/countries.ts';
import { someAuthority } from '../kit/authorities.ts';
import { somePair } from '../kit/filing-keys.ts';

const takes = (change: object) => Authority.safeParse({ ...someAuthority(), ...change }).success;

describe('an entry of the register', () => {
  it.each<[string, object]>([
    ['a country that is reserved', { country: 'EU' }],
    ['a country that users may give', { country: 'XX' }],
    ['a country that nobody has', { country: 'ZZ' }],
    ['a country in small letters', { country: 'us' }],
    ['a member that no entry has', { note: 'x' }],
    ['an id with capitals', { id: 'US-FBI' }],
    ['no name', { name: '' }],
    ['an invisible sign in its name', { name: 'F\u200bBI' }],
    ['a level that is none', { level: 'galactic' }],
    ['a domain with a scheme', { emailDomains: ['https://usao.example'] }],
    ['a domain that is a top one', { emailDomains: ['gov'] }],
    ['a domain with a wildcard', { emailDomains: ['*.example'] }],
    ['a domain in capitals', { emailDomains: ['USAO.example'] }],
    ['a switchboard without its country', { switchboard: '202 555 0143' }],
    ['a status without its beginning', { status: { is: 'enrolled' } }],
    ['a status from no day', { status: { is: 'enrolled', from: '2026-02-30T00:00:00Z' } }],
    ['a status that is none', { status: { is: 'deleted', from: '2026-01-01T00:00:00Z' } }],
    ['a duty to sign without a key', { mustSign: true }],
    ['an agent without a name', { agents: [' '] }],
  ])('has not %s', (_name, change) => {
    expect(takes({})).toBe(true);
    expect(takes(change)).toBe(false);
  });

  it('has public keys alone, each of its algorithm, under ids of their own', async () => {
    const { enrolled, publicJwk } = await somePair('ES256', 'k-1');
    const { enrolled: edwards } = await somePair('EdDSA', 'k-2');
    const keys = (...all: object[]) => ({ keys: all });
    expect(takes(keys(enrolled, edwards))).toBe(true);
    expect(takes({ ...keys(enrolled), mustSign: true })).toBe(true);
    for (const wrong of [
      keys(enrolled, { ...edwards, kid: 'k-1' }),
      keys({ ...enrolled, jwk: { ...publicJwk, d: 'AAAA' } }),
      keys({ ...enrolled, jwk: { ...publicJwk, crv: 'P-384' } }),
      keys({ ...enrolled, alg: 'ES384' }),
      keys({ ...enrolled, alg: 'none' }),
      keys({ ...enrolled, alg: 'HS256', jwk: { kty: 'oct', k: 'AAAA' } }),
      keys({ ...enrolled, kid: '../k' }),
      keys({ ...enrolled, until: enrolled.from }),
      keys({ ...enrolled, from: undefined }),
      keys({
        kid: 'r',
        alg: 'PS256',
        from: enrolled.from,
        jwk: { kty: 'RSA', e: 'AQAB', n: 'A'.repeat(171) },
      }),
    ])
      expect(takes(wrong)).toBe(false);
  });
});

describe('the list of countries', () => {
  it('is as long as ISO 3166-1, and has every country that has telephones', () => {
    // What libphonenumber has beside them is assigned to no country: two islands of one, and Kosovo.
    const others = ['AC', 'TA', 'XK'];
    expect(COUNTRIES.size).toBe(249);
    expect(getCountries().filter((country) => !COUNTRIES.has(country))).toEqual(others);
  });

  it('has nothing that has no name', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    expect([...COUNTRIES].filter((country) => names.of(country) === undefined)).toEqual([]);
    for (const none of ['EU', 'UK', 'XX', 'ZZ', 'AN', 'SU', 'YU', 'XA', 'QO'])
      expect(COUNTRIES.has(none)).toBe(false);
  });
});

describe('the sample authorities', () => {
  it('are those of the sample demands, which name them as they are enrolled', () => {
    const register = new Map(sampleAuthorities().map((entry) => [entry.id, entry]));
    for (const { name, agent, demand } of readSamples(new Date())) {
      const { name: called, country, level, kind } = register.get(agent.authority) ?? {};
      expect([name, { name: called, country, level, kind }]).toEqual([name, demand.authority]);
    }
  });
});
