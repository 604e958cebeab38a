import type { Proofs } from '../log/proofs.ts';
import { sha256Hex } from '../shared/canonical-json.ts';
import { InconsistentState } from '../shared/faults.ts';
import { problem } from '../shared/problem.ts';
import type { SheetId } from '../validity/pages/reports.schema.ts';
import { dataPackage } from './data-package.ts';
import { type Edition, entryOf } from './edition.schema.ts';
import type { EditionFiles, EditionStore } from './edition.store.ts';
import type { ListedEdition, ReportList } from './list-reports.route.ts';
import { reportPage } from './page/report-page.ts';
import { percent } from './percent.ts';
import { parsePeriod } from './period.ts';
import type { Format } from './reading.schema.ts';
import { Report } from './report.schema.ts';

/** Formats that editions of earlier releases lack. */
type DrawnFormat = 'html' | 'datapackage';

export type ReadDeps = { editions: EditionStore; files: EditionFiles };

function listed(edition: Edition): ListedEdition {
  const { period, asOf, interim, reason, because, retracted, supersedes, received, disclosed } = edition;
  const hrefOf = (format: Format) => `/reports/${period}?edition=${edition.edition}&format=${format}`;
  const drawn = (format: DrawnFormat) => ({
    href: hrefOf(format),
    ...(edition[format] ? { sha256: edition[format].sha256 } : {}),
  });
  const published = (format: SheetId) =>
    edition[format] ? { [format]: { href: hrefOf(format), sha256: edition[format].sha256 } } : {};
  return {
    period,
    edition: edition.edition,
    asOf,
    interim,
    ...(reason ? { reason } : {}),
    ...(because ? { because } : {}),
    ...(retracted ? { retracted } : {}),
    ...(supersedes ? { supersedes } : {}),
    json: { href: hrefOf('json'), sha256: edition.json.sha256 },
    csv: { href: hrefOf('csv'), sha256: edition.csv.sha256 },
    html: drawn('html'),
    datapackage: drawn('datapackage'),
    ...published('dsa'),
    ...published('e-evidence'),
    proof: { href: `/reports/${period}/proof?edition=${edition.edition}` },
    received,
    disclosed,
    disclosedPercent: percent(disclosed, received),
  };
}

/** Every period that was reported on, newest first, with all its editions. Who published them is not for the public. */
export async function listReports(deps: Pick<ReadDeps, 'editions'>): Promise<ReportList> {
  const periods = new Map<string, ListedEdition[]>();
  for (const edition of await deps.editions.list())
    periods.set(edition.period, [...(periods.get(edition.period) ?? []), listed(edition)]);
  const reports = [...periods].map(([period, editions]) => ({ period, editions }));
  return { reports: reports.sort((a, b) => (a.period < b.period ? 1 : -1)) };
}

async function editionOf(
  period: string,
  number: number | undefined,
  editions: EditionStore,
): Promise<Edition> {
  if (!parsePeriod(period)) throw problem('malformed_period');
  const edition = number === undefined ? await editions.latest(period) : await editions.find(period, number);
  if (!edition) throw problem('not_published');
  return edition;
}

/**
 * The proof that the log has an edition: the last, or the one named.
 * @throws Problem 404 for one that was not published, or that the log has not taken in
 */
export async function proveReport(
  { period, edition }: { period: string; edition: number | undefined },
  { editions, proofs }: { editions: EditionStore; proofs: Proofs },
): Promise<string> {
  const proof = await proofs.of(entryOf(await editionOf(period, edition, editions)));
  if (proof === undefined) throw problem('not_logged');
  return proof;
}

export type ReportFile = { body: string; sha256: string; period: string; edition: number };

/**
 * The published bytes of a report: of the last edition, or of the one named. What one of before lacks is drawn from its JSON
 * and CSV.
 * @throws Problem 400 for no period, 404 for one that was not published; InconsistentState when the bytes
 * are not those that were published
 */
export async function readReport(
  request: { period: string; edition: number | undefined; format: Format },
  { editions, files }: ReadDeps,
): Promise<ReportFile> {
  const edition = await editionOf(request.period, request.edition, editions);
  const { period, edition: number } = edition;
  const file = edition[request.format];
  // Which cells feed them is said by the rulebook of then.
  if (!file && (request.format === 'dsa' || request.format === 'e-evidence')) throw problem('not_published');
  const body = await bytesOf(file ?? edition.json, files);
  if (file) return { body, sha256: file.sha256, period, edition: number };
  const report = Report.parse(JSON.parse(body));
  const drawn =
    request.format === 'datapackage'
      ? JSON.stringify(dataPackage(report, { json: body, csv: await bytesOf(edition.csv, files) }))
      : reportPage(report);
  return { body: drawn, sha256: sha256Hex(drawn), period, edition: number };
}

/** @throws InconsistentState when they are not those that were published */
async function bytesOf({ key, sha256 }: Edition['json'], files: EditionFiles): Promise<string> {
  const body = await files.read(key);
  if (body === undefined || sha256Hex(body) !== sha256)
    throw new InconsistentState('an edition whose file is missing or altered');
  return body;
}
