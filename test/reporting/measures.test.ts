import type { Facts } from '../../functions/ledger/facts.schema.ts';
import { foldReport } from '../../functions/reporting/fold-report.ts';
import { ALL, WORLD } from '../../functions/reporting/report.schema.ts';
import { RECEIVED_AT, someContribution } from '../kit/ledgers.ts';
import { somePeriod } from '../kit/some-period.ts';
import { tallyOf } from '../kit/tally-of.ts';

const period = somePeriod('2026-H2');
const fold = (facts: readonly Partial<Facts>[], fewest = 1) =>
  foldReport(
    tallyOf(
      facts.map((one, index) => someContribution(`d-${index}`, one)),
      period,
    ),
    { period, schemes: [], at: period.to, fewest },
  );
const world = (facts: readonly Partial<Facts>[], measure: string) => {
  const { cells, totals } = fold(facts);
  const cell = [...totals, ...cells].find(
    (one) => one.series === ALL && one.country === WORLD && one.instrument === ALL && one.measure === measure,
  );
  return cell?.state === 'exact' ? cell.low : cell?.state;
};

/** Disclosed so many hours after its receipt. */
const taking = (hours: number, series: Facts['series'] = 'criminal'): Partial<Facts> => ({
  series,
  outcome: 'content',
  answeredAt: new Date(Date.parse(RECEIVED_AT) + hours * 3_600_000).toISOString(),
});
const median = (facts: readonly Partial<Facts>[], series: string = ALL, fewest = 1) => {
  const { medians = [] } = fold(facts, fewest);
  const { hours, state, demands } = medians.find((one) => one.series === series) ?? {};
  return [hours, state, demands];
};

describe('accounts by what was disclosed of them', () => {
  const known = { outcome: 'content', accountsContent: 2, accountsNonContent: 1 } as const;

  test('are added up', () => {
    expect(world([known, known], 'accounts-content')).toBe(4);
    expect(world([known], 'accounts-non-content')).toBe(1);
  });

  test('are not told where a disclosure of before they were written down is among them, and no zero', () => {
    expect(world([known, { outcome: 'content' }], 'accounts-content')).toBe('not_reported');
    expect(world([known, { outcome: 'rejected' }], 'accounts-content')).toBe(2);
    expect(world([], 'accounts-content')).toBe(0);
  });
});

describe('customers of the public sector', () => {
  test('are some of the enterprise ones', () => {
    const facts = [
      { enterprise: true, customers: 'public-sector' },
      { enterprise: true, customers: 'enterprise' },
    ] as const;
    expect([world(facts, 'enterprise'), world(facts, 'public-sector')]).toEqual([2, 1]);
    expect(world([{ enterprise: true }], 'public-sector')).toBe('not_reported');
  });
});

describe('disclosures of less than was demanded', () => {
  test('are none while a demand is pending, and none where it was refused', () => {
    const narrowed = (outcome: Facts['outcome']) => ({ outcome, narrowed: true });
    expect(world([narrowed('pending'), narrowed('rejected'), narrowed('non-content')], 'narrowed')).toBe(1);
  });
});

describe('demands for somebody in danger', () => {
  test('are those whose paper says so, and those whose kind does, of whatever release', () => {
    const emergency = { series: 'emergency', exigent: undefined } as const;
    expect(world([{ exigent: true }, {}, emergency], 'exigent')).toBe(2);
    expect(world([{ exigent: true }, { exigent: undefined }], 'exigent')).toBe('not_reported');
    expect(world([{ exigent: true, series: 'national-security' }], 'exigent')).toBe(0);
  });
});

describe('the median of hours', () => {
  test('is the middle one, and of an even number the mean of the middle two', () => {
    expect(median([taking(1), taking(2), taking(100)])).toEqual([2, 'exact', 3]);
    expect(median([taking(672), taking(2)])).toEqual([337, 'exact', 2]);
  });

  test('of all is worked out from every time, and not from medians', () => {
    const facts = [taking(1), taking(2), taking(3), taking(100, 'civil')];
    expect([median(facts, 'criminal')[0], median(facts, 'civil')[0], median(facts)[0]]).toEqual([
      2, 100, 2.5,
    ]);
  });

  test('is of the first data, and not of an answer before it; facts of before that was told have the answer', () => {
    const { answeredAt: firstDataAt, ...late } = taking(48);
    expect(median([{ ...late, firstDataAt, answeredAt: RECEIVED_AT }])).toEqual([48, 'exact', 1]);
    expect(median([taking(5)])).toEqual([5, 'exact', 1]);
  });

  test('is not told of few, and there is none of nothing', () => {
    expect(median([taking(1), taking(2)], ALL, 3)).toEqual([null, 'suppressed', 2]);
    expect(median([{ outcome: 'rejected', answeredAt: RECEIVED_AT }])).toEqual([null, 'not_applicable', 0]);
  });

  test('knows nothing of national-security process', () => {
    expect(median([taking(1, 'national-security')])).toEqual([null, 'not_applicable', 0]);
  });
});
