/**
 * What a demand costs on AWS, what a month of many does, and which quota breaks first: from units that were counted, templates
 * that were synthesized, and the prices of scripts/cost/prices.yaml.
 *
 *   npm run cost [-- --demands 1000,100000,10000000] [--burst 40] [--units FILE] [--assembly cdk.out] [--json]
 *
 * `--units` is a result of `npm run bench -- flow`; by default its last on this machine, or else the one kept in scripts/cost.
 */
import { relative } from 'node:path';
import { readArguments, wrongArguments } from './arguments.ts';
import { type Bill, billOf, type Line } from './cost/bill.ts';
import { readFixed } from './cost/fixed.ts';
import { readPrices } from './cost/prices.ts';
import { readUnits } from './cost/units.ts';
import { runScript } from './input-file.ts';

const USAGE = 'npm run cost -- [--demands N,N] [--burst N] [--units FILE] [--assembly FOLDER] [--json]';
const OPTIONS = {
  demands: { type: 'string', default: '1000,100000,10000000' },
  burst: { type: 'string', default: '40' },
  units: { type: 'string' },
  assembly: { type: 'string', default: 'cdk.out' },
  json: { type: 'boolean', default: false },
} as const;
/** More than people; and a number that is still exact. */
const MOST = 10_000_000_000;

const NOT_IN_IT = [
  'free tiers, discounts, taxes and support',
  'what is kept and what is fetched: bytes of tables, backups, objects, packages and logs, and traffic out',
  'keys that S3, DynamoDB and others use on our behalf; the trail; alarms and traces by the run',
  'what scheduled runs call: sweeps and epochs of the log, which the count of a demand has in part',
  "Lambda's time is the laptop's, of workers on whatever machine counted it; AWS's is another",
];

function wholeNumber(name: string, text: string): number {
  const value = /^[1-9][0-9]{0,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= MOST)) throw wrongArguments(`--${name} takes whole numbers from 1 to ${MOST}`, USAGE);
  return value;
}

const usd = (amount: number): string =>
  amount >= 1
    ? amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    : amount.toFixed(7);
const whole = (count: number): string => count.toLocaleString('en', { maximumFractionDigits: 2 });
const mark = ({ confirmed }: { confirmed: boolean }): string => (confirmed ? '' : 'unconfirmed');

/** Columns as wide as their longest cell; numbers stand right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const cell = (text: string, column: number) =>
    /^[\d.,-]+$/.test(text) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map(cell).join('  ').trimEnd()}`).join('\n');
}

function lines(of: readonly Line[], total: string): string {
  const rows = of.map((line) => [line.service, whole(line.count), line.unit, usd(line.usd), mark(line)]);
  const all = of.reduce((sum, line) => sum + line.usd, 0);
  return table([['service', 'count', 'unit', 'USD', ''], ...rows, [total, '', '', usd(all), '']]);
}

function tables({ demand, fixed, months, limits }: Bill, burst: number): string {
  const first = limits[0];
  return [
    'One demand:',
    lines(demand, 'a demand'),
    '\nA month, whether demands come or not:',
    lines(fixed, 'a month'),
    '\nA month of demands:',
    table([
      ['demands', 'fixed USD', 'by demand USD', 'USD', `over its quota at ${burst} times the mean rate`],
      ...months.map((month) => [
        whole(month.demands),
        usd(month.fixed),
        usd(month.variable),
        usd(month.usd),
        month.overQuota.join(', ') || 'nothing',
      ]),
    ]),
    `\nQuotas, in the order in which a peak of ${burst} times the mean rate breaks them:`,
    table([
      ['service', 'quota', 'a second', 'of a demand', 'breaks at demands a month', ''],
      ...limits.map((limit) => [
        limit.service,
        limit.quota,
        whole(limit.perSecond),
        whole(limit.perDemand),
        whole(limit.breaksAtDemandsOfMonth),
        mark(limit),
      ]),
    ]),
    first ? `\nFirst breaks: ${first.service}, ${first.quota}.` : '\nNo quota is used.',
    `\nNot in it:\n${NOT_IN_IT.map((what) => `  ${what}`).join('\n')}`,
  ].join('\n');
}

await runScript(() => {
  const { values: options } = readArguments(USAGE, { options: OPTIONS });
  const volumes = options.demands.split(',').map((text) => wholeNumber('demands', text));
  const burst = wholeNumber('burst', options.burst);
  const prices = readPrices();
  const counted = readUnits(options.units);
  const fixed = readFixed(options.assembly, prices.hoursOfMonth);
  const bill = billOf({ units: counted.units, fixed }, prices, { volumes, burst });
  const { file, when, demands, atOnce } = counted;
  const from = { units: relative('.', file), when, demands, atOnce, assembly: options.assembly };
  if (options.json)
    console.log(
      JSON.stringify({ region: prices.region, date: prices.date, burst, from, ...bill }, undefined, 2),
    );
  else
    console.log(
      [
        `Units of ${relative('.', file)}, counted on ${when}: the mean of ${demands} demands, ${atOnce} at once.`,
        `Templates of ${options.assembly}. Prices of ${prices.region}, ${prices.date}, from scripts/cost/prices.yaml.\n`,
        tables(bill, burst),
      ].join('\n'),
    );
  return 0;
});
