import fc from 'fast-check';
import type { Contribution } from '../../functions/reporting/contribution.schema.ts';
import { publishReport } from '../../functions/reporting/publish-report.ts';
import { listReports } from '../../functions/reporting/read-reports.ts';
import { Report } from '../../functions/reporting/report.schema.ts';
import { anyContributions } from '../kit/arbitraries.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { reportsDesk } from '../kit/reports-desk.ts';

/** Days on which the half-year is published: before its end, right after it, and when the bands' delay is over. */
const DAYS = ['2026-12-01T00:00:00Z', '2027-01-02T00:00:00Z', '2027-03-01T00:00:00Z', '2027-07-15T00:00:00Z'];

/** Everything that the public ever sees of a half-year, bands aside. */
async function publicRecord(batches: readonly (readonly Contribution[])[]): Promise<unknown> {
  const { contributions, files, deps, clock } = reportsDesk({ schemes: [SCHEMES.s1874a2_500] });
  for (const [index, day] of DAYS.entries()) {
    for (const contribution of batches[index] ?? []) await contributions.put(contribution);
    clock.now = day;
    await publishReport({ period: '2026-H2', by: 'auditor-1' }, deps);
  }
  const { reports } = await listReports(deps);
  return {
    listed: reports.flatMap((report) =>
      report.editions.map(({ json: _json, csv: _csv, ...edition }) => edition),
    ),
    reports: [...files.objects]
      .filter(([key]) => key.endsWith('.json'))
      .map(([, text]) => withoutBands(Report.parse(JSON.parse(text)))),
    rows: [...files.objects]
      .filter(([key]) => key.endsWith('.csv'))
      .map(([, text]) => text.split('\r\n').filter((line) => !line.includes('national-security'))),
  };
}

const withoutBands = (report: Report) => ({
  ...report,
  nationalSecurity: report.nationalSecurity.map((section) => section.cells.map(({ state }) => state)),
  changes: report.changes.filter(({ after }) => after?.series !== 'national-security'),
});

const shares = (prefix: string, series?: 'national-security') =>
  fc.tuple(
    ...DAYS.map((_, day) => anyContributions({ prefix: `${prefix}${day}`, ...(series ? { series } : {}) })),
  );

describe('the public record of a period', () => {
  test('is to the last byte the same before the end of the period, bands and all, minute by minute', async () => {
    const minutes = ['2026-12-31T23:57:00Z', '2026-12-31T23:58:00Z', '2026-12-31T23:59:59.999Z'];
    const openRecord = async (batches: readonly (readonly Contribution[])[]) => {
      const { contributions, files, deps, clock } = reportsDesk();
      for (const [index, at] of minutes.entries()) {
        for (const contribution of batches[index] ?? []) await contributions.put(contribution);
        clock.now = at;
        await publishReport({ period: '2026-H2', by: 'auditor-1' }, deps);
      }
      return [...files.objects, await listReports(deps)];
    };
    await fc.assert(
      fc.asyncProperty(shares('t'), shares('ns', 'national-security'), async (told, secret) => {
        const beside = told.map((batch, day) => [...batch, ...(secret[day] ?? [])]);
        expect(await openRecord(beside)).toEqual(await openRecord(told));
      }),
      { numRuns: 15 },
    );
  });

  test('is the same, edition by edition, whatever national-security process came in and when', async () => {
    await fc.assert(
      fc.asyncProperty(shares('t'), shares('ns', 'national-security'), async (told, secret) => {
        const beside = told.map((batch, day) => [...batch, ...(secret[day] ?? [])]);
        expect(await publicRecord(beside)).toEqual(await publicRecord(told));
      }),
      { numRuns: 15 },
    );
  });
});
