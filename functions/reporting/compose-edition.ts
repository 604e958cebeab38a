import { problem } from '../shared/problem.ts';
import { cellChanges } from './cell-changes.ts';
import { meaningOf } from './dimensions.ts';
import type { Findings } from './fold-report.ts';
import { MEANINGS } from './measures.ts';
import type { Period } from './period.ts';
import type { Because, CellChange, ChangeReason, Reason, Report } from './report.schema.ts';

/** What an edition is drawn for: what an auditor says, or nothing. */
export type Cause = { reason?: Reason | undefined; because?: Because | undefined };

/** A report of which nothing is told any more; what was printed of bands stays in mind. */
export const NOTHING: Omit<Findings, 'interim'> = { cells: [], totals: [], nationalSecurity: [] };

/**
 * The next edition of a report, with every fact that differs from the one before and why; undefined when nothing does.
 * @throws Problem 422 for a reason that nothing of what changed bears out
 */
export function composeEdition(
  findings: Findings,
  {
    period,
    before,
    cause = {},
    servedFrom,
    at,
  }: { period: Period; before: Report | undefined; cause?: Cause; servedFrom?: Date | undefined; at: Date },
): Report | undefined {
  const changes = before
    ? cellChanges(before, findings).map((change) => withReason(change, before, cause))
    : [];
  const retracted = cause.reason === 'retraction';
  // A correction is one also where it changes nothing that can be seen: it was made, and is not made again.
  const isSame =
    before?.interim === findings.interim && !before.retracted && !retracted && cause.reason !== 'correction';
  if (before && changes.length === 0 && isSame) return undefined;
  return {
    schemaVersion: 1,
    period: period.label,
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    ...(servedFrom && servedFrom > period.from ? { servedFrom: servedFrom.toISOString() } : {}),
    timeZone: 'UTC',
    asOf: at.toISOString(),
    interim: findings.interim,
    edition: (before?.edition ?? 0) + 1,
    ...(before ? { supersedes: before.edition, reason: reasonOf(before, changes, cause) } : {}),
    ...(cause.because ? { because: cause.because } : {}),
    ...(retracted ? { retracted } : {}),
    cohort: 'received-in-period',
    measures: measuresOf(findings),
    cells: findings.cells,
    totals: findings.totals,
    ...(findings.medians ? { medians: findings.medians } : {}),
    ...(findings.breakdowns ? { breakdowns: findings.breakdowns } : {}),
    nationalSecurity: findings.nationalSecurity,
    changes,
  };
}

const measuresOf = ({ breakdowns = [] }: Pick<Findings, 'breakdowns'>): Record<string, string> => ({
  ...MEANINGS,
  ...Object.fromEntries(breakdowns.map(({ measure }) => [measure, meaningOf(measure)])),
});

const withReason = (change: CellChange, before: Report, cause: Cause): CellChange => ({
  ...change,
  reason: reasonOfChange(change, before, cause),
});

function reasonOfChange({ before: old, after }: CellChange, before: Report, cause: Cause): ChangeReason {
  if (cause.reason === 'retraction') return 'retraction';
  if (before.interim) return 'interim';
  if (old?.state === 'not_reported' && after?.state === 'band') return 'delay_expired';
  if (old?.state === 'band' && after?.state === 'band' && liftedIn(old) < liftedIn(after))
    return 'gag_lifted';
  if (cause.because) return cause.because;
  const measure = after?.measure ?? old?.measure ?? '';
  return before.measures[measure] === (MEANINGS[measure] ?? meaningOf(measure))
    ? 'late_arrival'
    : 'method_change';
}

const liftedIn = (cell: NonNullable<CellChange['before']>) => ('lifted' in cell ? (cell.lifted ?? 0) : 0);

/** Why an edition replaces another: what an auditor says, where something bears it out; else what all its changes come from. */
function reasonOf(before: Report, changes: readonly CellChange[], { reason }: Cause): Reason {
  if (reason === 'correction' || reason === 'retraction') return reason;
  if (before.interim) return 'interim';
  const found = new Set(changes.map((change) => change.reason));
  if (reason !== undefined) {
    if (!changes.some((change) => change.reason === reason)) throw problem('reason_unfounded');
    return reason;
  }
  const [only = 'late_arrival'] = found;
  return found.size === 1 && only !== 'miscategorised' && only !== 'error' ? only : 'late_arrival';
}
