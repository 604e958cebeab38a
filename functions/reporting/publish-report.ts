import type { TakeIn } from '../log/proofs.ts';
import type { Clock } from '../shared/clock.ts';
import { InconsistentState } from '../shared/faults.ts';
import { logError } from '../shared/logger.ts';
import { problem } from '../shared/problem.ts';
import type { BandScheme } from '../validity/law/band-scheme.schema.ts';
import { composeEdition } from './compose-edition.ts';
import type { Edition } from './edition.schema.ts';
import type { EditionFiles, EditionStore } from './edition.store.ts';
import { foldReport } from './fold-report.ts';
import { overlapping, type Period, parsePeriod } from './period.ts';
import { type CompleteDeps, readComplete } from './read-complete.ts';
import { type Reason, Report } from './report.schema.ts';
import { settleBands } from './settle-bands.ts';
import { writeEdition } from './write-edition.ts';

export type PublishDeps = CompleteDeps & {
  editions: EditionStore;
  files: EditionFiles;
  /** The structure chosen for each jurisdiction that has one. */
  schemes: readonly BandScheme[];
  /** Has the log take the edition in; where it cannot now, its next run does. */
  takeIn: TakeIn;
  clock: Clock;
};

export type Publication = { outcome: 'published' | 'unchanged'; edition: Edition };

const ATTEMPTS = 3;

/**
 * Publishes the next edition of a period, or answers with the last one when it would say the same. Two publishers at a
 * time publish one edition: the one that comes second finds the first's and compares again.
 * @throws Problem 400 for no period, 409 for ledgers that are not counted to their end, a structure that is frozen or
 * publishers that keep overtaking, 422 for a period that has not begun
 */
export async function publishReport(
  request: { period: string; by: string; reason?: Reason | undefined },
  deps: PublishDeps,
): Promise<Publication> {
  const period = parsePeriod(request.period);
  if (!period) throw problem('malformed_period');
  const at = deps.clock();
  if (at < period.from) throw problem('period_not_begun');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const last = await deps.editions.latest(period.label);
    const report = await drawEdition({ period, at, reason: request.reason, last }, deps);
    if (!report && last) return { outcome: 'unchanged', edition: last };
    if (!report) throw new InconsistentState('a first edition that does not differ');
    const edition = await writeEdition(report, request.by, deps);
    if (edition === 'overtaken') continue;
    await deps.takeIn().catch((error: unknown) => logError('NOT_TAKEN_IN', error));
    return { outcome: 'published', edition };
  }
  throw problem('edition_conflict');
}

async function drawEdition(
  {
    period,
    at,
    reason,
    last,
  }: { period: Period; at: Date; reason: Reason | undefined; last: Edition | undefined },
  deps: PublishDeps,
): Promise<Report | undefined> {
  const before = last && (await reportOf(last, deps.files));
  const others = await Promise.all(overlapping(period).map((label) => deps.editions.latest(label)));
  const reports = await Promise.all(
    others.filter((edition) => edition !== undefined).map((edition) => reportOf(edition, deps.files)),
  );
  const findings = foldReport(await readComplete(period, deps), {
    period,
    schemes: deps.schemes,
    at,
  });
  const nationalSecurity = settleBands(findings.nationalSecurity, {
    before,
    overlapping: reports,
    reason,
    interim: findings.interim,
  });
  return composeEdition({ ...findings, nationalSecurity }, { period, before, reason, at });
}

async function reportOf({ json }: Edition, files: EditionFiles): Promise<Report> {
  const text = await files.read(json.key);
  if (text === undefined) throw new InconsistentState('an edition without its file');
  return Report.parse(JSON.parse(text));
}
