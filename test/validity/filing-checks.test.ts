import type { Demand, Target } from '../../functions/shared/demand.schema.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { checkFiling } from '../../functions/validity/filing-checks.ts';
import { sampleDemand } from '../kit/sample-demand.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const law = {
  isInstrument: (id: string) => id === 'us/grand-jury-subpoena',
  isDataItem: (item: string) => item === 'subscriber' || item === 'sessions',
};

const faultsOf = (change: Partial<Demand>): string[] => {
  try {
    checkFiling(sampleDemand(change), law, NOW);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.faults.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};

describe('what a body must satisfy before it is a demand', () => {
  it('is satisfied by a plain subpoena', () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each<[string, Partial<Demand>, string]>([
    [
      'an instrument that no page tells of',
      { instrument: 'us/royal-decree' },
      '/instrument unknown_instrument',
    ],
    ['no target', { targets: [] }, '/targets no_target'],
    ['no data', { data: [] }, '/data no_data'],
    ['an item of no dictionary', { data: ['everything'] }, '/data/0 unknown_data_item'],
    [
      'a wildcard',
      { targets: [{ type: 'email', value: '*@example.com' }] },
      '/targets/0/value overbroad_identifier',
    ],
    [
      'a whole domain',
      { targets: [{ type: 'email', value: '@example.com' }] },
      '/targets/0/value overbroad_identifier',
    ],
    [
      'a regular expression',
      { targets: [{ type: 'account-id', value: '.*' }] },
      '/targets/0/value overbroad_identifier',
    ],
    [
      'an empty identifier',
      { targets: [{ type: 'phone', value: '' }] },
      '/targets/0/value overbroad_identifier',
    ],
    [
      'letters of two scripts',
      { targets: [{ type: 'email', value: 'аlice@example.com' }] },
      '/targets/0/value invalid_identifier',
    ],
    [
      'full-width letters',
      { targets: [{ type: 'email', value: 'ａlice@example.com' }] },
      '/targets/0/value invalid_identifier',
    ],
    [
      'an address without its time',
      { targets: [{ type: 'ip-address', value: '203.0.113.7' }] },
      '/targets/0/at instant_missing',
    ],
    ['a paper of next week', { dates: { issued: '2026-11-30' } }, '/dates/issued date_in_future'],
    ['a paper of the last century', { dates: { issued: '1975-01-01' } }, '/dates/issued date_out_of_range'],
    [
      'an end in the next century',
      { period: { from: '2026-01-01', to: '2150-01-01' } },
      '/period/to date_out_of_range',
    ],
    [
      'a period that ends before it begins',
      { period: { from: '2026-06-02', to: '2026-06-01' } },
      '/period empty_range',
    ],
    [
      'a period of no length',
      { period: { from: '2026-06-01T00:00:00Z', to: '2026-06-01T00:00:00Z' } },
      '/period empty_range',
    ],
  ])('refuses %s', (_name, change, fault) => {
    expect(faultsOf(change)).toContain(fault);
  });

  const invalid = (type: Target['type'], ...values: string[]) =>
    values.map((value): [Target['type'], string] => [type, value]);

  it.each([
    ...invalid('ip-address', ':::::', '198.51.100.077', 'fe80::1%eth0', 'fe80::1%251'),
    ...invalid('phone', '202 555 0123', '+1 202 555 0123 ext. 5', '+1 202 555 012'),
    ...invalid('ip-range', '198.51.100.0/33', '198.51.100.9-198.51.100.1', '::::/8'),
    ...invalid('email', 'alice@example', 'αlice@example.com'),
    ...invalid('device', 'abc'),
  ])('refuses what is no %s with what to do, and repeats nothing of it: %s', (type, value) => {
    const at = '2026-06-01';
    try {
      checkFiling(sampleDemand({ targets: [{ type, value, at }] }), law, NOW);
      throw new Error('it was taken');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      expect(error.faults).toMatchObject([{ pointer: '/targets/0/value', code: 'invalid_identifier' }]);
      expect(JSON.stringify([error.detail, error.faults])).not.toContain(value);
    }
  });

  it.each<[Target['type'], string]>([
    ['email', 'user@example.xn--p1ai'],
    ['email', 'user@bücher.example'],
    ['email', '_svc@example.com'],
    ['email', 'r&d@example.com'],
    ['email', 'o#neil@example.com'],
    ['email', 'a/b@example.com'],
    ['email', '"john doe"@example.com'],
    ['email', '"a*b?c%d"@example.com'],
    ['email', 'пример@example.com'],
    ['phone', '+1 (202) 555-0123'],
    ['ip-address', '2001:DB8:0::1'],
    ['ip-address', '::ffff:198.51.100.77'],
    ['device', '00-53-00-aa-bb-cc'],
  ])('takes the %s %s, in any spelling', (type, value) => {
    expect(faultsOf({ targets: [{ type, value, at: '2026-06-01' }] })).toEqual([]);
  });

  it.each(['"*"@*', '*"a"@example.com', '"a"*@example.com', '"a"@*.example', '%@example.com'])(
    'does not take a wildcard for part of an address because there are quotes somewhere: %s',
    (value) => {
      expect(faultsOf({ targets: [{ type: 'email', value }] })).toEqual([
        '/targets/0/value overbroad_identifier',
      ]);
    },
  );

  it('takes one whole day as a period', () => {
    expect(faultsOf({ period: { from: '2026-06-01', to: '2026-06-01' } })).toEqual([]);
  });

  it('leaves bulk searches to the rulebook, which refuses them on the record', () => {
    expect(
      faultsOf({
        targets: [
          { type: 'keyword', value: 'revolution' },
          { type: 'ip-range', value: '198.51.100.0/24' },
        ],
      }),
    ).toEqual([]);
  });

  it('takes dates that lie ahead where dates lie ahead', () => {
    expect(
      faultsOf({ dates: { issued: '2026-11-16', executeBy: '2026-12-01', returnDue: '2027-01-01' } }),
    ).toEqual([]);
  });

  it('tells of every fault at once', () => {
    expect(faultsOf({ instrument: 'us/royal-decree', data: [], targets: [] })).toHaveLength(3);
  });
});
