import { composeEdition } from '../../functions/reporting/compose-edition.ts';
import { foldReport } from '../../functions/reporting/fold-report.ts';
import { CSV_COLUMNS, reportCsv } from '../../functions/reporting/report-csv.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { someContribution } from '../kit/ledgers.ts';
import { somePeriod } from '../kit/some-period.ts';
import { tallyOf } from '../kit/tally-of.ts';

const period = somePeriod('2026-H2');
const at = new Date('2027-01-15T00:00:00Z');

function csvOf(contributions: Parameters<typeof tallyOf>[0]): string {
  const findings = foldReport(tallyOf(contributions, period), { period, schemes: [SCHEMES.s1874a3_250], at });
  const report = composeEdition(findings, { period, before: undefined, at });
  if (!report) throw new Error('a first edition was expected');
  return reportCsv(report, 'a'.repeat(64));
}

describe('the CSV of a report', () => {
  const lines = csvOf([someContribution('d-1', { outcome: 'content', identifiers: 3 })]).split('\r\n');

  test('has one header, always the same, and ends every line with CR LF', () => {
    expect(lines[0]).toBe(CSV_COLUMNS.join(','));
    expect(csvOf([]).split('\r\n')[0]).toBe(lines[0]);
    expect(lines.at(-1)).toBe('');
    expect(lines.join('').includes('\n')).toBe(false);
  });

  test('has one row for each fact, which says of which edition it is and under which structure', () => {
    const from = (scheme: string) => `1,2027-01-15T00:00:00.000Z,false,${scheme},${'a'.repeat(64)}`;
    for (const [fact, scheme = ''] of [
      ['criminal,US,us/search-warrant,demands,content,1,1,exact,demands'],
      ['criminal,US,us/search-warrant,identifiers,,3,3,exact,identifiers'],
      ['national-security,US,all-process,demands,,0,249,band,demands', 'us-1874-a3'],
    ])
      expect(lines).toContain(`2026-H2,${fact},${from(scheme)}`);
  });

  test('mixes no totals with its facts: a column adds up to what was received', () => {
    const rows = lines.slice(1, -1).map((line) => line.split(','));
    const received = rows.filter(
      ([, series, , , measure]) => series !== 'national-security' && measure === 'demands',
    );
    expect(received.reduce((sum, row) => sum + Number(row[6]), 0)).toBe(1);
    expect(rows.every((row) => row[5] !== 'ALL')).toBe(true);
  });
});
