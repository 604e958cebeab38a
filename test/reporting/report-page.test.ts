import { composeEdition } from '../../functions/reporting/compose-edition.ts';
import { foldReport } from '../../functions/reporting/fold-report.ts';
import type { ListedEdition } from '../../functions/reporting/list-reports.route.ts';
import { listPage } from '../../functions/reporting/page/list-page.ts';
import { reportPage } from '../../functions/reporting/page/report-page.ts';
import type { Report } from '../../functions/reporting/report.schema.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { someContribution } from '../kit/ledgers.ts';
import { somePeriod } from '../kit/some-period.ts';
import { tallyOf } from '../kit/tally-of.ts';

const period = somePeriod('2026-H2');
const at = new Date('2027-08-01T00:00:00Z');

type Contributions = Parameters<typeof tallyOf>[0];

function reportOf(contributions: Contributions, before?: Report): Report {
  const findings = foldReport(tallyOf(contributions, period), { period, schemes: [SCHEMES.s1874a2_500], at });
  const report = composeEdition(findings, { period, before, at });
  if (!report) throw new Error('an edition was expected');
  return report;
}

const some = (count: number, facts: Parameters<typeof someContribution>[1], name = 'd') =>
  Array.from({ length: count }, (_, index) => someContribution(`${name}-${index}`, facts));

const letters = (count: number) =>
  some(count, { series: 'national-security', instrument: 'us/national-security-letter' }, 'n');

const ordinary = [
  ...some(1234, { outcome: 'non-content' }, 'us'),
  ...some(41, { country: 'GB', instrument: 'xx/foreign-order', outcome: 'rejected' }, 'gb'),
];

/** The page as a reader without a screen has it. */
const textOf = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the page of a report', () => {
  const page = reportPage(reportOf([...ordinary, ...letters(312)]));

  it('says in three sentences what came, what was given, whom it concerned', () => {
    const text = textOf(page);
    expect(text).toContain(
      '1,275 demands for data were received, from 2 countries. Most came from: United States (1,234).',
    );
    expect(text).toContain(
      '97 % of them ended in a disclosure, 1,234: 0 of content, 1,234 of other data only.',
    );
    expect(text).toContain('1,275 accounts were concerned');
  });

  it('has every number of a chart in a table, and each of both has a name', () => {
    const drawings = [...page.matchAll(/(<svg class="chart (?:wide|narrow)".*?<\/svg>)/gs)];
    expect(drawings.length).toBeGreaterThan(0);
    for (const [, drawing = ''] of drawings) {
      expect(drawing).toMatch(/role="img" aria-label="[^"]+"/);
      for (const [, number] of drawing.matchAll(/class="value"[^>]*>([^<]*)</g))
        expect(page).toContain(`<td class="n">${number}</td>`);
    }
    expect(page.match(/<table><caption>[^<]+/g)).toHaveLength(page.match(/<table>/g)?.length ?? 0);
  });

  it('asks nobody for anything, runs nothing, and is styled in one place', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|https?:|\sstyle=|\son[a-z]+=/);
    expect(page).toContain('<html lang="en">');
  });

  it('draws a range as one: from its first to its last number, whatever the number is', () => {
    expect(page).toContain('class="range"');
    expect(textOf(page)).toContain('0–499');
    expect(reportPage(reportOf([...ordinary, ...letters(3)]))).toBe(page);
    expect(reportPage(reportOf(ordinary))).toBe(page);
  });

  it('takes no zero, no range and no silence for each other', () => {
    const report = reportOf(ordinary);
    const suppressed = {
      ...report,
      totals: report.totals.map((cell) =>
        cell.country === 'GB' && cell.measure === 'accounts'
          ? { ...cell, low: null, high: null, state: 'suppressed' as const }
          : cell,
      ),
      nationalSecurity: report.nationalSecurity.map((section) => ({
        ...section,
        cells: section.cells.map((cell) => ({
          ...cell,
          low: null,
          high: null,
          state: 'not_reported' as const,
        })),
      })),
    };
    const text = textOf(reportPage(suppressed));
    for (const said of ['does not apply', 'too few to tell', 'not published']) expect(text).toContain(said);
    expect(text).not.toContain('0–499');
    const untold = report.totals.map((cell) => ({
      ...cell,
      low: null,
      high: null,
      state: 'suppressed' as const,
    }));
    const nothing = textOf(reportPage({ ...report, totals: untold }));
    expect(nothing).toContain('The number of demands is not told');
    expect(nothing).not.toMatch(/0 of content|\d+ %/);
  });

  it('lists each number that changed, with why', () => {
    const before = reportOf(ordinary);
    const later = reportOf(
      [...ordinary, ...some(1, { country: 'FR', instrument: 'xx/foreign-order' }, 'fr')],
      before,
    );
    const text = textOf(reportPage(later));
    expect(text).toContain('What changed since edition 1');
    expect(text).toMatch(
      /Demands, pending, Foreign order \(XX\), France, criminal (0|–) 1 became known later/,
    );
  });

  it('shows no number of what was taken back, and says what an open period is', () => {
    const report = reportOf(ordinary);
    const back = textOf(reportPage({ ...report, retracted: true, edition: 2, supersedes: 1 }));
    expect(back).toContain('none of its numbers stands');
    expect(back).not.toContain('1,275');
    expect(textOf(reportPage({ ...report, interim: true }))).toContain('its numbers will grow');
    const began = { ...report, servedFrom: '2026-10-01T00:00:00.000Z' };
    expect(textOf(reportPage(began))).toContain('began on 2026-10-01 00:00 UTC');
  });

  it('leads to nothing that is not there, at whatever address it is read', () => {
    const report = reportOf(ordinary);
    const linksIn = (one: Report) => [...reportPage(one).matchAll(/href="([^"]*)"/g)].map(([, link]) => link);
    const forms = ['json', 'csv', 'datapackage'].map((form) => `?edition=1&amp;format=${form}`);
    expect(linksIn({ ...report, interim: true }).sort()).toEqual([...forms].sort());
    const more = ['../reports', '2026-H2/proof?edition=1'];
    expect(linksIn(report).sort()).toEqual([...forms, ...more].sort());
  });

  it('escapes what it is given', () => {
    const report = reportOf(some(1, { instrument: 'xx/<b>"&' }));
    expect(reportPage(report)).not.toContain('<b>"');
    expect(reportPage(report)).toContain('&lt;b&gt;&quot;&amp;');
  });
});

describe('the page of all reports', () => {
  const edition = (period: string, number: number, more: Partial<ListedEdition> = {}): ListedEdition => ({
    period,
    edition: number,
    asOf: '2027-08-01T00:00:00.000Z',
    interim: false,
    json: { href: '/json', sha256: 'a'.repeat(64) },
    csv: { href: '/csv', sha256: 'b'.repeat(64) },
    html: { href: '/html' },
    datapackage: { href: '/datapackage' },
    proof: { href: '/proof' },
    received: 100 * number,
    disclosed: 50,
    disclosedPercent: 50,
    ...more,
  });

  it('has the half-years by their latest editions, and every edition that there was', () => {
    const page = listPage({
      reports: [
        { period: '2027-H1', editions: [edition('2027-H1', 1, { retracted: true, received: 0 })] },
        {
          period: '2026-H2',
          editions: [
            edition('2026-H2', 2, { reason: 'correction', dsa: { href: '/dsa', sha256: 'c'.repeat(64) } }),
            edition('2026-H2', 1),
          ],
        },
        { period: '2026-H1', editions: [edition('2026-H1', 7)] },
        { period: '2026', editions: [edition('2026', 9)] },
      ],
    });
    const drawn = [...page.matchAll(/class="value"[^>]*>([^<]*)</g)].map(([, number]) => number);
    // Once for a wide page, once for a telephone.
    expect(drawn).toEqual(['700', '200', '700', '200']);
    expect(textOf(page)).toMatch(
      /Edition 2 2027-08-01 00:00 UTC 200 50 % was wrong JSON CSV data package orders under the Digital Services Act proof of the log a{64}/,
    );
    expect(textOf(page)).toContain('taken back');
    expect(page).toContain('href="reports/2026-H2?edition=1"');
    expect(page.match(/format=dsa/g)).toHaveLength(1);
  });

  it('says that there is none', () => {
    expect(textOf(listPage({ reports: [] }))).toContain('None is published yet');
  });
});
