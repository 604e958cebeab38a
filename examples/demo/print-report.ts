import { type ApiClient, as, type Cell, given, type Report, type Tokens } from '../client/api-client.ts';
import { table } from './print-table.ts';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 500;
const OUTCOMES = [
  'content',
  'non-content',
  'no-data',
  'rejected',
  'redirected',
  'preserved',
  'withdrawn',
  'pending',
] as const;

/**
 * Has the auditor draw an interim edition of the present half-year, and prints it: it is for auditors alone. The numbers
 * follow the ledger's stream, so it waits until they have caught up.
 * @param expected how many demands its exact numbers must hold at least, and how many of them decided
 * @returns whether they came to hold them
 */
export async function printReport(
  api: ApiClient,
  tokens: Tokens,
  now: Date,
  expected: { demands: number; decided: number },
): Promise<boolean> {
  const period = `${now.getUTCFullYear()}-H${now.getUTCMonth() < 6 ? 1 : 2}`;
  const token = await tokens('auditor', 'ada');
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const params = { path: { period } };
    await given(api.POST('/reports/{period}/editions', { ...as(token), params, body: {} }));
    const report = await given(api.GET('/reports/{period}/interim', { ...as(token), params }));
    if (typeof report === 'string') throw new Error('the report came in another format');
    const complete = demandsIn(report) >= expected.demands && decidedIn(report) >= expected.decided;
    if (complete || Date.now() > deadline) {
      print(report);
      return complete;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

const isDemand = ({ measure, outcome }: Cell) =>
  measure === 'demands' && outcome !== null && outcome !== 'ALL';
const sumOf = (cells: readonly Cell[]) => cells.reduce((sum, { low }) => sum + (low ?? 0), 0);
const demandsIn = ({ cells }: Report) => sumOf(cells.filter(isDemand));
const decidedIn = ({ cells }: Report) =>
  sumOf(cells.filter((cell) => isDemand(cell) && cell.outcome !== 'pending'));

function print(report: Report): void {
  const kind = report.interim ? 'interim: the period is not over' : 'the period is over';
  console.log(`Transparency report ${report.period}, edition ${report.edition} (${kind})`);
  const keys = [
    ...new Set(report.cells.filter(isDemand).map(({ country, instrument }) => `${country} ${instrument}`)),
  ].sort();
  const rows = keys.map((key) => {
    const of = (outcome: string) =>
      report.cells
        .filter(
          (cell) =>
            isDemand(cell) && `${cell.country} ${cell.instrument}` === key && cell.outcome === outcome,
        )
        .reduce((sum, { low }) => sum + (low ?? 0), 0);
    const accounts = report.cells
      .filter(
        ({ measure, country, instrument }) => measure === 'accounts' && `${country} ${instrument}` === key,
      )
      .reduce((sum, { low }) => sum + (low ?? 0), 0);
    const [country = '', instrument = ''] = key.split(' ');
    return [country, instrument, ...OUTCOMES.map((outcome) => String(of(outcome) || '·')), String(accounts)];
  });
  console.log(table(['country', 'instrument', ...OUTCOMES, 'accounts'], rows));
  for (const section of report.nationalSecurity)
    console.log(
      `National-security process (${section.jurisdiction}, ${section.cite}), in no number above: ${section.cells
        .map(({ measure, low, high, state }) => `${measure} ${state === 'band' ? `${low}–${high}` : state}`)
        .join(', ')}`,
    );
  console.log();
}
