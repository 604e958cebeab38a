import { sha256Hex } from '../shared/canonical-json.ts';
import { InconsistentState } from '../shared/faults.ts';
import { Problem } from '../shared/problem.ts';
import type { Edition } from './edition.schema.ts';
import type { EditionStore } from './edition.store.ts';
import type { EditionFiles } from './edition-files.ts';
import type { Format } from './negotiate-format.ts';
import { percent } from './percent.ts';
import { parsePeriod } from './period.ts';

export type ReadDeps = { editions: EditionStore; files: EditionFiles };

export type ListedEdition = Omit<Edition, 'publishedBy'> & {
  /** Share of the received demands that ended in a disclosure, in whole percent. */
  disclosedPercent: number | null;
};

/** Built up from nothing: what a later deployment keeps of an edition may not be for the public. */
function listed(edition: Edition): ListedEdition {
  const { period, asOf, interim, reason, supersedes, json, csv, received, disclosed } = edition;
  return {
    period,
    edition: edition.edition,
    asOf,
    interim,
    ...(reason ? { reason } : {}),
    ...(supersedes ? { supersedes } : {}),
    json: { key: json.key, sha256: json.sha256 },
    csv: { key: csv.key, sha256: csv.sha256 },
    received,
    disclosed,
    disclosedPercent: percent(disclosed, received),
  };
}

/** Every period that was reported on, newest first, with all its editions. Who published them is not for the public. */
export async function listReports(
  deps: Pick<ReadDeps, 'editions'>,
): Promise<{ reports: { period: string; editions: ListedEdition[] }[] }> {
  const periods = new Map<string, ListedEdition[]>();
  for (const edition of await deps.editions.list())
    periods.set(edition.period, [...(periods.get(edition.period) ?? []), listed(edition)]);
  const reports = [...periods].map(([period, editions]) => ({ period, editions }));
  return { reports: reports.sort((a, b) => (a.period < b.period ? 1 : -1)) };
}

export type ReportFile = { body: string; sha256: string; period: string; edition: number };

/**
 * The published bytes of a report: of the last edition, or of the one named.
 * @throws Problem 400 for no period or edition, 404 for one that was not published; InconsistentState when the bytes
 * are not those that were published
 */
export async function readReport(
  request: { period: string; edition: string | undefined; format: Format },
  { editions, files }: ReadDeps,
): Promise<ReportFile> {
  if (!parsePeriod(request.period))
    throw new Problem(400, 'malformed_period', 'Name the period like 2026-H2, or 2026 for a year.');
  const edition =
    request.edition === undefined
      ? await editions.latest(request.period)
      : await editions.find(request.period, editionNumber(request.edition));
  if (!edition)
    throw new Problem(
      404,
      'not_published',
      'No such report was published. GET /reports lists those that were.',
    );
  const { key, sha256 } = edition[request.format];
  const body = await files.read(key);
  if (body === undefined || sha256Hex(body) !== sha256)
    throw new InconsistentState('an edition whose file is missing or altered');
  return { body, sha256, period: edition.period, edition: edition.edition };
}

function editionNumber(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value))
    throw new Problem(400, 'malformed_edition', 'Give the edition as a number from 1.');
  return Number(value);
}
