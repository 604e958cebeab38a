import { readReport } from '../../functions/reporting/read-reports.ts';
import { sheetCsv } from '../../functions/reporting/sheet-csv.ts';
import type { SheetId } from '../../functions/validity/pages/reports.schema.ts';
import { someContribution } from '../kit/ledgers.ts';
import { memoryEditions } from '../kit/memory-editions.ts';
import { reportsDesk } from '../kit/reports-desk.ts';
import { law } from '../validity/law.ts';

type Facts = Parameters<typeof someContribution>[1];

const ORDER = { instrument: 'eu/dsa-information-order', series: 'regulatory', country: 'FR' } as const;
const EPOC = { instrument: 'eu/epoc', country: 'GR' } as const;

async function published(facts: readonly Facts[]) {
  const desk = reportsDesk();
  desk.deps.forms = law.general.reports;
  for (const [index, one] of facts.entries())
    await desk.contributions.put(someContribution(`d-${index}`, one));
  const { edition } = await desk.publish();
  const read = async (format: SheetId) =>
    (await readReport({ period: '2026-H2', edition: undefined, format }, desk.deps)).body;
  return { ...desk, edition, read };
}

/** Rows of a table by their columns; no value in these has a comma or a quotation mark. */
function rowsOf(csv: string): Record<string, string>[] {
  const [header = '', ...rows] = csv.trimEnd().split('\r\n');
  const names = header.replaceAll('""', "'").replaceAll('"', '').split(',');
  return rows.map((row) => {
    const values = row.replaceAll('"', '').split(',');
    expect(values).toHaveLength(names.length);
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  });
}

const ORDERS = 'Number of orders to provide information';
const EFFECT = 'Median time to give effect to the order to provide information';

describe('the table of orders of Member States', () => {
  it('has the twenty columns of the template, a row for all of them, and one for each that sent an order', async () => {
    const { read } = await published([ORDER, ORDER, EPOC, { country: 'US' }]);
    const rows = rowsOf(await read('dsa'));
    expect(Object.keys(rows[0] ?? {})).toHaveLength(20);
    expect(rows.map((row) => [row['Reporting period'], row.Scope, row[ORDERS]])).toEqual([
      ['2026-07-01/2026-12-31', 'TOTAL', '3'],
      ['2026-07-01/2026-12-31', 'FR', '2'],
      ['2026-07-01/2026-12-31', 'EL', '1'],
    ]);
  });

  it('leaves empty what the facts do not tell, and says that it is not reported', async () => {
    const { read } = await published([ORDER]);
    for (const row of rowsOf(await read('dsa'))) {
      expect(row[EFFECT]).toBe('');
      expect(row[`Contextual information on ${EFFECT}`]).toMatch(/^not reported: /);
      expect(row['Number of orders to act against illegal content received']).toBe('');
      expect(row[`Contextual information on ${ORDERS}`]).toBe(
        'orders by category of illegal content: not reported',
      );
    }
  });

  it('tells a zero where nothing came', async () => {
    const { read } = await published([]);
    expect(rowsOf(await read('dsa')).map((row) => [row.Scope, row[ORDERS]])).toEqual([['TOTAL', '0']]);
  });
});

describe('the table of European orders', () => {
  it('tells what was fulfilled and what was not, and which columns nobody here knows', async () => {
    const { read } = await published([
      { ...EPOC, outcome: 'content' },
      { ...EPOC, outcome: 'rejected' },
      { instrument: 'eu/epoc-pr', series: 'preservation', country: 'DE', outcome: 'preserved' },
    ]);
    const rows = rowsOf(await read('e-evidence'));
    const told = [
      'Member State',
      'EPOC received',
      'EPOC fulfilled',
      'EPOC not fulfilled',
      'EPOC-PR fulfilled',
    ];
    expect(rows.map((row) => told.map((name) => row[name]))).toEqual([
      ['TOTAL', '2', '1', '1', '1'],
      ['DE', '0', '0', '0', '1'],
      ['GR', '2', '1', '1', '0'],
    ]);
    expect(rows[0]?.['Not reported']).toContain('EPOC for subscriber data; ');
    expect(rows[0]?.['EPOC for subscriber data']).toBe('');
  });

  it('tells those for somebody in danger, unless there is one of before that was written down', async () => {
    const told = async (...facts: Facts[]) =>
      rowsOf(await (await published(facts)).read('e-evidence')).map((row) => row['EPOC in emergency cases']);
    expect(await told({ ...EPOC, exigent: true, outcome: 'content' }, { ...EPOC, exigent: false })).toEqual([
      '1',
      '1',
    ]);
    expect(await told({ ...EPOC, exigent: true }, { ...EPOC, exigent: undefined })).toEqual(['', '']);
  });
});

describe('tables for authorities', () => {
  it('take a number that is not told for no number', async () => {
    const { deps, edition, files } = await published([ORDER]);
    const report = JSON.parse(files.objects.get(edition.json.key) ?? '');
    for (const cell of report.cells)
      if (cell.outcome === 'pending') Object.assign(cell, { low: null, high: null, state: 'suppressed' });
    const [sheet] = deps.forms.sheets;
    const [total] = rowsOf(sheet ? sheetCsv(report, sheet) : '');
    expect([total?.[ORDERS], total?.[`Contextual information on ${ORDERS}`]]).toEqual(['', 'not reported']);
  });

  it('have no row once the numbers were taken back', async () => {
    const { deps, edition, files } = await published([ORDER]);
    const report = JSON.parse(files.objects.get(edition.json.key) ?? '');
    for (const sheet of deps.forms.sheets)
      expect(rowsOf(sheetCsv({ ...report, cells: [], retracted: true }, sheet))).toEqual([]);
  });

  it('are the same to the byte, whatever national-security process came', async () => {
    const secret = Array.from({ length: 300 }, () => ({ ...EPOC, series: 'national-security' }) as const);
    const [some, none] = [await published([ORDER, ...secret]), await published([ORDER])];
    for (const id of ['dsa', 'e-evidence'] as const) expect(await some.read(id)).toBe(await none.read(id));
  });

  it('are not there for editions that were published without', async () => {
    const { deps, edition } = await published([ORDER]);
    const { dsa: _dsa, 'e-evidence': _other, ...before } = edition;
    const editions = memoryEditions();
    await editions.create(before);
    const asked = readReport({ period: '2026-H2', edition: 1, format: 'dsa' }, { ...deps, editions });
    await expect(asked).rejects.toMatchObject({ status: 404 });
  });
});
