import { sha256Hex } from '../shared/canonical-json.ts';
import { problem } from '../shared/problem.ts';
import type { ReportForms, SheetId } from '../validity/pages/reports.schema.ts';
import { dataPackage } from './data-package.ts';
import type { Edition } from './edition.schema.ts';
import type { EditionFiles, EditionStore } from './edition.store.ts';
import { reportPage } from './page/report-page.ts';
import { withProvenance } from './provenance.ts';
import { ALL, Report, WORLD } from './report.schema.ts';
import { reportCsv } from './report-csv.ts';
import { type EditionFormat, editionFile, FILE_TYPES } from './reports.table.ts';
import { sheetCsv } from './sheet-csv.ts';

/** Who publishes it; of what takes two, who asked for it first, and by which paper; and what they should look at. */
export type Who = Pick<Edition, 'publishedBy' | 'proposedBy' | 'evidence' | 'jumps' | 'swapped'>;

export type WriteDeps = { editions: EditionStore; files: EditionFiles; forms: ReportForms };

/**
 * Publishes a report: its JSON, the other files drawn from that JSON, then the edition's row. A JSON that already lies
 * there is from a publisher that crashed or is at work; it is the edition then, and this one finishes it, to the same bytes.
 * Returns the edition when it is this report, or `overtaken` when it is another's.
 * @throws Problem 409 when the other's file is not readable yet
 */
export async function writeEdition(
  drawn: Report,
  who: Who,
  { editions, files, forms }: WriteDeps,
): Promise<Edition | 'overtaken'> {
  const report = withProvenance(drawn, forms.licence);
  const json = await settle(files, fileOf(report, 'json', JSON.stringify(report)));
  const settled = json.created ? report : Report.parse(JSON.parse(json.body));
  const csv = await settle(files, fileOf(report, 'csv', reportCsv(settled, sha256Hex(json.body))));
  const html = await settle(files, fileOf(settled, 'html', reportPage(settled)));
  const described = JSON.stringify(dataPackage(settled, { json: json.body, csv: csv.body }));
  const datapackage = await settle(files, fileOf(settled, 'datapackage', described));
  const bodies = { json: json.body, csv: csv.body, html: html.body, datapackage: datapackage.body };
  const sheets: Partial<Record<SheetId, string>> = {};
  for (const sheet of forms.sheets)
    sheets[sheet.id] = (await settle(files, fileOf(settled, sheet.id, sheetCsv(settled, sheet)))).body;
  const edition = editionOf(settled, { who, bodies: { ...bodies, ...sheets } });
  const created = await editions.create(edition);
  return json.created && created === 'created' ? edition : 'overtaken';
}

const fileOf = (report: Report, format: EditionFormat, body: string) => ({
  key: editionFile(report, format),
  body,
  contentType: FILE_TYPES[format],
});

async function settle(files: EditionFiles, file: { key: string; body: string; contentType: string }) {
  if ((await files.create(file)) === 'created') return { created: true, body: file.body };
  const body = await files.read(file.key);
  if (body === undefined) throw problem('edition_conflict.unfinished');
  return { created: false, body };
}

/** Tables for authorities are there where the rulebook has them. */
type Bodies = Record<Exclude<EditionFormat, SheetId>, string> & Partial<Record<SheetId, string>>;

function editionOf(
  report: Report,
  {
    who: { publishedBy, proposedBy, evidence, jumps = [], swapped = [] },
    bodies,
  }: { who: Who; bodies: Bodies },
): Edition {
  const { period, edition, asOf, interim, reason, supersedes, because, retracted } = report;
  const total = (outcome: string) =>
    report.totals.find(
      (cell) =>
        cell.series === ALL &&
        cell.country === WORLD &&
        cell.instrument === ALL &&
        cell.measure === 'demands' &&
        cell.outcome === outcome,
    )?.low ?? 0;
  const fileIn = (format: EditionFormat) => ({
    key: editionFile(report, format),
    sha256: sha256Hex(bodies[format] ?? ''),
  });
  return {
    period,
    edition,
    asOf,
    interim,
    ...(reason ? { reason } : {}),
    ...(supersedes ? { supersedes } : {}),
    ...(because ? { because } : {}),
    ...(evidence ? { evidence } : {}),
    ...(proposedBy ? { proposedBy } : {}),
    ...(retracted ? { retracted } : {}),
    ...(jumps.length > 0 ? { jumps } : {}),
    ...(swapped.length > 0 ? { swapped } : {}),
    publishedBy,
    json: fileIn('json'),
    csv: fileIn('csv'),
    html: fileIn('html'),
    datapackage: fileIn('datapackage'),
    ...(bodies.dsa === undefined ? {} : { dsa: fileIn('dsa') }),
    ...(bodies['e-evidence'] === undefined ? {} : { 'e-evidence': fileIn('e-evidence') }),
    received: total(ALL),
    disclosed: total('content') + total('non-content'),
  };
}
