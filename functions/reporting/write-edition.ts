import { sha256Hex } from '../shared/canonical-json.ts';
import { problem } from '../shared/problem.ts';
import type { Edition } from './edition.schema.ts';
import type { EditionFiles, EditionStore } from './edition.store.ts';
import { ALL, Report, WORLD } from './report.schema.ts';
import { reportCsv } from './report-csv.ts';
import { editionFile } from './reports.table.ts';

export type WriteDeps = { editions: EditionStore; files: EditionFiles };

/**
 * Publishes a report: its JSON, the CSV drawn from that JSON, then the edition's row. A JSON that already lies there is
 * from a publisher that crashed or is at work; it is the edition then, and this one finishes it, to the same bytes.
 * Returns the edition when it is this report, or `overtaken` when it is another's.
 * @throws Problem 409 when the other's file is not readable yet
 */
export async function writeEdition(
  report: Report,
  publishedBy: string,
  { editions, files }: WriteDeps,
): Promise<Edition | 'overtaken'> {
  const json = await settle(files, fileOf(report, 'json', JSON.stringify(report)));
  const settled = json.created ? report : Report.parse(JSON.parse(json.body));
  const csv = await settle(files, fileOf(report, 'csv', reportCsv(settled)));
  const edition = editionOf(settled, { publishedBy, json: json.body, csv: csv.body });
  const created = await editions.create(edition);
  return json.created && created === 'created' ? edition : 'overtaken';
}

const TYPES = { json: 'application/json', csv: 'text/csv; charset=utf-8' } as const;

const fileOf = ({ period, edition }: Report, format: 'json' | 'csv', body: string) => ({
  key: editionFile(period, edition, format),
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
  { publishedBy, json, csv }: { publishedBy: string; json: string; csv: string },
): Edition {
  const { period, edition, asOf, interim, reason, supersedes } = report;
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
    publishedBy,
    json: { key: editionFile(period, edition, 'json'), sha256: sha256Hex(json) },
    csv: { key: editionFile(period, edition, 'csv'), sha256: sha256Hex(csv) },
    received: total(ALL),
    disclosed: total('content') + total('non-content'),
  };
}
