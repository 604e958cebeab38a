import { sha256Hex } from '../shared/canonical-json.ts';
import { problem } from '../shared/problem.ts';
import type { Edition } from './edition.schema.ts';
import type { EditionFiles, EditionStore } from './edition.store.ts';
import { reportPage } from './page/report-page.ts';
import { ALL, Report, WORLD } from './report.schema.ts';
import { reportCsv } from './report-csv.ts';
import { type EditionFormat, editionFile } from './reports.table.ts';

/** Who publishes it; of what takes two, who asked for it first, and by which paper. */
export type Who = Pick<Edition, 'publishedBy' | 'proposedBy' | 'evidence'>;

export type WriteDeps = { editions: EditionStore; files: EditionFiles };

/**
 * Publishes a report: its JSON, the CSV and the page drawn from that JSON, then the edition's row. A JSON that already lies there is
 * from a publisher that crashed or is at work; it is the edition then, and this one finishes it, to the same bytes.
 * Returns the edition when it is this report, or `overtaken` when it is another's.
 * @throws Problem 409 when the other's file is not readable yet
 */
export async function writeEdition(
  report: Report,
  who: Who,
  { editions, files }: WriteDeps,
): Promise<Edition | 'overtaken'> {
  const json = await settle(files, fileOf(report, 'json', JSON.stringify(report)));
  const settled = json.created ? report : Report.parse(JSON.parse(json.body));
  const csv = await settle(files, fileOf(report, 'csv', reportCsv(settled)));
  const html = await settle(files, fileOf(settled, 'html', reportPage(settled)));
  const edition = editionOf(settled, { ...who, json: json.body, csv: csv.body, html: html.body });
  const created = await editions.create(edition);
  return json.created && created === 'created' ? edition : 'overtaken';
}

const TYPES = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
} as const;

const fileOf = (report: Report, format: EditionFormat, body: string) => ({
  key: editionFile(report, format),
  body,
  contentType: TYPES[format],
});

async function settle(files: EditionFiles, file: { key: string; body: string; contentType: string }) {
  if ((await files.create(file)) === 'created') return { created: true, body: file.body };
  const body = await files.read(file.key);
  if (body === undefined) throw problem('edition_conflict.unfinished');
  return { created: false, body };
}

function editionOf(
  report: Report,
  { publishedBy, proposedBy, evidence, json, csv, html }: Who & { json: string; csv: string; html: string },
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
    publishedBy,
    json: { key: editionFile(report, 'json'), sha256: sha256Hex(json) },
    csv: { key: editionFile(report, 'csv'), sha256: sha256Hex(csv) },
    html: { key: editionFile(report, 'html'), sha256: sha256Hex(html) },
    received: total(ALL),
    disclosed: total('content') + total('non-content'),
  };
}
