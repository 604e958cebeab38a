import { composeEdition } from '../../../functions/reporting/compose-edition.ts';
import { foldReport } from '../../../functions/reporting/fold-report.ts';
import { listPage } from '../../../functions/reporting/page/list-page.ts';
import { reportPage } from '../../../functions/reporting/page/report-page.ts';
import type { Report } from '../../../functions/reporting/report.schema.ts';
import { SCHEMES } from '../../kit/band-schemes.ts';
import { someContribution } from '../../kit/ledgers.ts';
import { somePeriod } from '../../kit/some-period.ts';
import { tallyOf } from '../../kit/tally-of.ts';
import type { Api } from './host.ts';

const period = somePeriod('2026-H2');
const at = new Date('2027-08-01T00:00:00Z');
const some = (count: number, facts: Parameters<typeof someContribution>[1], name: string) =>
  Array.from({ length: count }, (_, index) => someContribution(`${name}-${index}`, facts));

const COUNTRIES = { US: 1234, DE: 310, BR: 122, FR: 87, IN: 41, CA: 12, AU: 3, GB: 1 };

/** A period with many countries, every outcome and bands, in its second edition. */
function edition(): Report {
  const known = [
    ...Object.entries(COUNTRIES).flatMap(([country, count]) =>
      some(count, { country, instrument: 'xx/foreign-order', outcome: 'non-content' }, country),
    ),
    ...some(41, { country: 'GB', instrument: 'xx/foreign-order', outcome: 'rejected' }, 'refused'),
    ...some(312, { series: 'national-security', instrument: 'us/national-security-letter' }, 'n'),
  ];
  const later = some(2, { country: 'FR', instrument: 'xx/foreign-order' }, 'later');
  const drawn = (contributions: typeof known, before?: Report) => {
    const findings = foldReport(tallyOf(contributions, period), {
      period,
      schemes: [SCHEMES.s1874a2_500],
      at,
    });
    return composeEdition(findings, { period, before, at });
  };
  const report = drawn([...known, ...later], drawn(known));
  if (!report) throw new Error('an edition was expected');
  return report;
}

const href = { href: '/x' };
const listed = (name: string, number: number, received: number) => ({
  period: name,
  edition: number,
  asOf: '2027-08-01T00:00:00.000Z',
  interim: false,
  json: { ...href, sha256: 'a'.repeat(64) },
  csv: { ...href, sha256: 'b'.repeat(64) },
  html: href,
  datapackage: href,
  proof: href,
  received,
  disclosed: 50,
  disclosedPercent: 50,
});

/** The pages of reports, as the API serves them. */
export function reportsApi(): Api {
  const report = reportPage(edition());
  const list = listPage({
    reports: [
      { period: '2026-H2', editions: [listed('2026-H2', 2, 1853), listed('2026-H2', 1, 1851)] },
      { period: '2026-H1', editions: [listed('2026-H1', 1, 1402)] },
    ],
  });
  return ({ path }) => {
    if (path === '/reports') return { html: list };
    return path === '/reports/2026-H2' ? { html: report } : undefined;
  };
}
