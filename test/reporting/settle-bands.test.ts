import type { BandSection, Report } from '../../functions/reporting/report.schema.ts';
import { settleBands } from '../../functions/reporting/settle-bands.ts';
import { someContribution } from '../kit/ledgers.ts';
import { reportsDesk } from '../kit/reports-desk.ts';

const section = (low: number | null): BandSection => ({
  scheme: 'us-1874-a-3',
  cite: '50 USC 1874(a)(3)',
  jurisdiction: 'US',
  width: 250,
  cells: [
    {
      series: 'national-security',
      country: 'US',
      instrument: 'all-national-security-process',
      measure: 'demands',
      outcome: null,
      low,
      high: low === null ? null : low + 249,
      state: low === null ? 'not_reported' : 'band',
      unit: 'demands',
    },
  ],
});
const edition = (low: number, interim: boolean): Report => ({
  schemaVersion: 1,
  period: '2026-H2',
  from: '2026-07-01T00:00:00.000Z',
  to: '2027-01-01T00:00:00.000Z',
  timeZone: 'UTC',
  asOf: '2026-11-23T00:00:00.000Z',
  interim,
  edition: 1,
  cohort: 'received-in-period',
  measures: {},
  cells: [],
  totals: [],
  nationalSecurity: [section(low)],
  changes: [],
});

describe('a band that was printed', () => {
  it.each([
    ['by an earlier release before the end of its period is not printed again until then', true, true, null],
    ['before the end of its period is drawn anew after it', true, false, 250],
    ['stays from then on', false, false, 0],
  ])('%s', (_name, wasInterim, interim, low) => {
    const settled = settleBands([section(interim ? null : 250)], {
      before: edition(0, wasInterim),
      overlapping: [],
      corrects: false,
      interim,
    });
    expect(settled).toEqual([section(low)]);
  });
});

describe('a correction of a band', () => {
  it('takes none away, so that it could be drawn a third time', () => {
    const correct = () =>
      settleBands([section(null)], {
        before: edition(0, false),
        overlapping: [],
        corrects: true,
        interim: false,
      });
    expect(correct).toThrow(expect.objectContaining({ code: 'structure_frozen' }));
  });
});

describe('a band that another would narrow', () => {
  const correct = (fresh: BandSection, overlapping: Report[] = [], before?: Report) =>
    settleBands([fresh], { before, overlapping, corrects: before !== undefined, interim: false });

  it('is not drawn anew on another grid, whatever the rulebook says by now', () => {
    // 250-499 and 375-624 have 375-499 in common.
    expect(() => correct(section(375), [], edition(250, false))).toThrow(
      expect.objectContaining({ code: 'structure_frozen' }),
    );
    expect(correct(section(500), [], edition(250, false))).toMatchObject([{ corrected: true }]);
  });

  it('is not printed where an overlapping period has one, under that structure or another', () => {
    expect(correct(section(500), [edition(250, false)])[0]?.cells[0]).toMatchObject({
      state: 'not_reported',
      low: null,
    });
    const year = section(null);
    const cells = year.cells.map((cell) => ({ ...cell, state: 'not_applicable' as const }));
    expect(correct({ ...year, cells }, [edition(250, false)])).toEqual([{ ...year, cells }]);
  });
});

describe('process that may be told one by one by now', () => {
  const freed = (low: number, lifted: number) => {
    const fresh = section(low);
    const cells = fresh.cells.map((cell) => ({ ...cell, low: (cell.low ?? 0) + lifted, lifted }));
    return { ...fresh, cells };
  };
  const settled = (fresh: BandSection, before: Report) => {
    const [only] = settleBands([fresh], { before, overlapping: [], corrects: false, interim: false });
    const { low, high, lifted } = only?.cells[0] ?? {};
    return { low, high, lifted };
  };

  it('raises the low end of a printed band by as many, and never the high end', () => {
    expect(settled(freed(0, 5), edition(0, false))).toEqual({ low: 5, high: 249, lifted: 5 });
    expect(settled(freed(0, 5), edition(250, false))).toEqual({ low: 255, high: 499, lifted: 5 });
  });

  it('raises it further with each, and does not lower it again', () => {
    const before = { ...edition(0, false), nationalSecurity: [freed(250, 5)] };
    expect(settled(freed(0, 7), before)).toEqual({ low: 257, high: 499, lifted: 7 });
    expect(settled(freed(0, 3), before)).toEqual({ low: 255, high: 499, lifted: 5 });
  });

  it('leaves a band, however many they are', () => {
    expect(settled(freed(0, 249), edition(250, false))).toEqual({ low: 499, high: 499, lifted: 249 });
    expect(settled(freed(0, 900), edition(250, false))).toEqual({ low: 499, high: 499, lifted: 249 });
  });

  it('does so in the next edition, which says why and changes nothing else', async () => {
    const { contributions, publish, reportOf } = reportsDesk();
    const facts = { series: 'national-security', identifiers: 3, secrecy: true } as const;
    for (const id of ['c-1', 'c-2']) await contributions.put(someContribution(id, facts));
    await publish();
    const gagLiftedAt = '2027-01-10T00:00:00.000Z';
    await contributions.put(someContribution('c-1', { ...facts, gagLiftedAt }, 2));
    expect((await publish()).edition).toMatchObject({ edition: 2, reason: 'gag_lifted' });
    expect(reportOf(2).changes.map(({ after }) => after)).toMatchObject([
      { measure: 'demands', low: 1, high: 249, lifted: 1 },
      { measure: 'selectors', low: 3, high: 249, lifted: 3 },
    ]);
  });
});
