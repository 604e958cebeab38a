import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { dataPackage } from '../../functions/reporting/data-package.ts';
import { readReport } from '../../functions/reporting/read-reports.ts';
import { Report } from '../../functions/reporting/report.schema.ts';
import { CSV_COLUMNS } from '../../functions/reporting/report-csv.ts';
import { sha256Hex } from '../../functions/shared/canonical-json.ts';
import { someContribution } from '../kit/ledgers.ts';
import { memoryEditions } from '../kit/memory-editions.ts';
import { FORMS, reportsDesk } from '../kit/reports-desk.ts';

const { $schema, ...PROFILE } = JSON.parse(
  readFileSync(new URL('tabular-data-package.json', import.meta.url), 'utf8'),
);
const validate = new Ajv({ strict: false, validateFormats: false }).compile(PROFILE);

type Field = { name: string; type: string; constraints: Constraints };
type Constraints = { required?: boolean; enum?: string[]; minimum?: number; pattern?: string };

async function published(secret = 3) {
  const desk = reportsDesk();
  await desk.contributions.put(someContribution('d-1', { outcome: 'content' }));
  await desk.contributions.put(someContribution('d-2', { series: 'preservation', outcome: 'preserved' }));
  for (let index = 0; index < secret; index += 1)
    await desk.contributions.put(someContribution(`n-${index}`, { series: 'national-security' }));
  const { edition } = await desk.publish();
  const read = (format: 'json' | 'csv' | 'datapackage') =>
    readReport({ period: '2026-H2', edition: undefined, format }, desk.deps);
  const [json, csv, described] = [await read('json'), await read('csv'), await read('datapackage')];
  return {
    ...desk,
    edition,
    json: json.body,
    csv: csv.body,
    text: described.body,
    described: JSON.parse(described.body),
  };
}

describe('the data package of an edition', () => {
  it('is one to the profile of the standard', async () => {
    const { described } = await published();
    expect(validate(described) ? [] : validate.errors).toEqual([]);
    expect(validate({ ...described, resources: [{ path: 'facts.csv' }] })).toBe(false);
  });

  it('says which bytes it is of, where they come from, and under which terms', async () => {
    const { described, json, csv } = await published();
    expect(described.resources[0]).toMatchObject({
      path: 'report-2026-H2-edition-1.csv',
      bytes: Buffer.byteLength(csv),
      hash: `sha256:${sha256Hex(csv)}`,
    });
    expect(described.provenance).toMatchObject({
      edition: 1,
      interim: false,
      schemes: [{ scheme: 'us-1874-a3', width: 250 }],
      json: { path: 'report-2026-H2-edition-1.json', hash: `sha256:${sha256Hex(json)}` },
    });
    expect(described.licenses).toEqual([
      { name: FORMS.licence.id, title: FORMS.licence.title, path: FORMS.licence.url },
    ]);
  });

  it('has a field for every column, and every value of the CSV is one that its field takes', async () => {
    const { described, csv } = await published();
    const { fields }: { fields: Field[] } = described.resources[0].schema;
    const [header = '', ...rows] = csv.trimEnd().split('\r\n');
    expect(fields.map(({ name }) => name).join(',')).toBe(header);
    for (const row of rows)
      row.split(',').forEach((value, index) => {
        const field = fields[index];
        expect([row, field?.name, field && takes(field, value)]).toEqual([row, field?.name, true]);
      });
  });

  it('says of every row which edition it is from, by the hash that the log has', async () => {
    const { edition, csv } = await published();
    const [, ...rows] = csv.trimEnd().split('\r\n');
    expect(new Set(rows.map((row) => row.split(',').at(-1)))).toEqual(new Set([edition.json.sha256]));
  });

  it('has the columns that the CSV of an earlier release had', async () => {
    const { json } = await published();
    const csv = `${CSV_COLUMNS.slice(0, 10).join(',')}\r\n`;
    const { fields } = dataPackage(Report.parse(JSON.parse(json)), { json, csv }).resources[0]?.schema ?? {};
    expect(fields?.at(-1)?.name).toBe('unit');
  });

  it('says what every word means', async () => {
    const { described } = await published();
    for (const { constraints, categories } of described.resources[0].schema.fields)
      if (categories)
        expect(categories.map(({ value, label }: Record<string, string>) => label && value)).toEqual(
          constraints.enum,
        );
  });

  it('is the same to the byte, however many there were within a band', async () => {
    const { text } = await published(0);
    expect((await published(249)).text).toBe(text);
  });

  it('is drawn for editions of before there were any, and says the same', async () => {
    const { deps, edition, text } = await published();
    const { datapackage: _later, ...before } = edition;
    const editions = memoryEditions();
    await editions.create(before);
    const file = await readReport(
      { period: '2026-H2', edition: 1, format: 'datapackage' },
      { editions, files: deps.files },
    );
    expect(file).toMatchObject({ body: text, sha256: sha256Hex(text) });
  });
});

function takes(
  { type, constraints: { required, enum: values, minimum, pattern } }: Field,
  value: string,
): boolean {
  if (value === '') return !required;
  if (type === 'integer') return /^\d+$/.test(value) && Number(value) >= (minimum ?? 0);
  return (values?.includes(value) ?? true) && new RegExp(pattern ?? '').test(value);
}
