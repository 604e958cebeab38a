import { checkIntake } from '../../functions/intake/intake-checks.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { sampleDemand } from '../kit/sample-demand.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const law = {
  isInstrument: (id: string) => id === 'us/grand-jury-subpoena',
  isDataItem: (item: string) => item === 'subscriber' || item === 'sessions',
};

const faultsOf = (change: Partial<Demand>): string[] => {
  try {
    checkIntake(sampleDemand(change), law, NOW);
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
