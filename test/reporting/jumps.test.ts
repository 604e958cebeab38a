import { listReports } from '../../functions/reporting/read-reports.ts';
import { someContribution } from '../kit/ledgers.ts';
import { FORMS, publishedBy, reportsDesk } from '../kit/reports-desk.ts';

/** Two half-years of as many demands, of which the second is published; the first says nothing of those before it. */
async function second(first: number, demands: number, more: object = {}) {
  const { deps, contributions } = reportsDesk();
  deps.forms = { ...FORMS, leap: 4 };
  for (const [day, count] of [
    ['2026-03-01', first],
    ['2026-09-01', demands],
  ] as const)
    for (let index = 0; index < count; index += 1)
      await contributions.put(
        someContribution(`d-${day}-${index}`, { receivedAt: `${day}T00:00:00.000Z`, ...more }),
      );
  const before = await publishedBy({ period: '2026-H1' }, deps);
  const { edition } = await publishedBy({ period: '2026-H2' }, deps);
  expect(before.edition.jumps).toBeUndefined();
  return { jumps: edition.jumps, swapped: edition.swapped, listed: JSON.stringify(await listReports(deps)) };
}

describe('who publishes a report', () => {
  it.each([
    ['rise', 2, 9],
    ['fall', 9, 2],
    ['come out of nothing', 0, 9],
  ])('is told of numbers that %s beyond measure, and nobody else is', async (_, was, is) => {
    const { jumps, listed } = await second(was, is);
    expect(jumps).toEqual(['US', 'WORLD'].map((country) => ({ country, was, is })));
    expect(listed).not.toContain('jumps');
  });

  it.each([
    ['grow as numbers do', 2, 8],
    ['are few', 0, 2],
  ])('is told of none that %s', async (_, was, is) => {
    expect((await second(was, is)).jumps).toBeUndefined();
  });

  const SECRET = { series: 'national-security' };

  it('is told of a printed band that leaps, by where it begins, and not of one that moves by one', async () => {
    expect((await second(3, 249, SECRET)).jumps).toBeUndefined();
    expect((await second(3, 250, SECRET)).jumps).toBeUndefined();
    expect((await second(3, 751, SECRET)).jumps).toEqual([
      { country: 'US', instrument: 'all-process', was: 0, is: 750 },
    ]);
  });

  it('is told of more demands than selectors', async () => {
    const { swapped } = await second(0, 250, { ...SECRET, identifiers: 0 });
    expect(swapped).toEqual([{ country: 'US', instrument: 'all-process' }]);
    expect((await second(0, 250, SECRET)).swapped).toBeUndefined();
  });
});
