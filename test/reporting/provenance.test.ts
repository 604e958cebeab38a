import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import jsonld from 'jsonld';
import type { PublishDeps } from '../../functions/reporting/publish-report.ts';
import { Report } from '../../functions/reporting/report.schema.ts';
import { someContribution } from '../kit/ledgers.ts';
import { FORMS, reportsDesk } from '../kit/reports-desk.ts';

const SCHEMA = new URL('../../docs/report.schema.json', import.meta.url);
const validate = new Ajv2020().compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

async function published(forms: PublishDeps['forms'] = FORMS) {
  const { deps, files, contributions, publish } = reportsDesk();
  deps.forms = forms;
  await contributions.put(someContribution('d-1', { outcome: 'content' }));
  await contributions.put(someContribution('n-1', { series: 'national-security' }));
  const { edition } = await publish();
  return { edition, report: JSON.parse(files.objects.get(edition.json.key) ?? '') };
}

describe('an edition as JSON', () => {
  it('is what its schema says', async () => {
    const { report } = await published();
    expect(validate(report) ? [] : validate.errors).toEqual([]);
  });

  it('was as its schema says before editions told where they come from', async () => {
    const { report } = await published();
    const { $schema, '@context': _context, licence, dictionary, dataset, ...before } = report;
    expect(validate(before) ? [] : validate.errors).toEqual([]);
    expect(Report.parse(before)).toEqual(before);
  });

  it.each([
    ['a number beside a band', (report: Report) => ({ ...report, nationalSecurity: [{ exact: 1 }] })],
    [
      'an unknown state',
      (report: Report) => ({ ...report, cells: [{ ...report.cells[0], state: 'about' }] }),
    ],
    ['an unknown member', (report: Report) => ({ ...report, received: 3 })],
  ])('has no %s', async (_, spoil) => {
    const { report } = await published();
    expect(validate(spoil(report))).toBe(false);
  });

  it('tells who has it alone what it is, its terms, and the files that go with it', async () => {
    const { report } = await published();
    expect(report.licence).toEqual(FORMS.licence);
    expect(report.dictionary).toBe('report-2026-H2-edition-1.datapackage.json');
    expect(report.dataset).toMatchObject({
      temporalCoverage: '2026-07-01/2026-12-31',
      dateModified: report.asOf,
      license: FORMS.licence.url,
      creativeWorkStatus: 'Published',
    });
    expect(report.dataset.distribution[0]).toMatchObject({ contentUrl: 'report-2026-H2-edition-1.csv' });
  });

  it('names no terms where the provider chose none', async () => {
    const { report } = await published({ sheets: [] });
    expect('licence' in report || 'license' in report.dataset).toBe(false);
    expect(validate(report)).toBe(true);
  });

  it('is one data set to readers of JSON-LD, and no number of it is anything to them', async () => {
    const { report } = await published();
    const documentLoader = async (url: string) => ({
      documentUrl: url,
      document: { '@context': { '@vocab': 'https://schema.org/' } },
    });
    const found = await jsonld.expand(report, { documentLoader });
    expect(found).toHaveLength(1);
    expect(found[0]?.['@type']).toEqual(['https://schema.org/Dataset']);
    expect(JSON.stringify(found)).not.toContain('search-warrant');
  });
});
