import { cellChanges } from './cell-changes.ts';
import type { Findings } from './fold-report.ts';
import { MEANINGS } from './measures.ts';
import type { Period } from './period.ts';
import type { CellChange, Reason, Report } from './report.schema.ts';

/**
 * The next edition of a report, with every fact that differs from the one before; undefined when nothing does.
 */
export function composeEdition(
  findings: Findings,
  {
    period,
    before,
    reason,
    at,
  }: { period: Period; before: Report | undefined; reason: Reason | undefined; at: Date },
): Report | undefined {
  const changes = before ? cellChanges(before, findings) : [];
  if (before && changes.length === 0 && before.interim === findings.interim) return undefined;
  return {
    schemaVersion: 1,
    period: period.label,
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    timeZone: 'UTC',
    asOf: at.toISOString(),
    interim: findings.interim,
    edition: (before?.edition ?? 0) + 1,
    ...(before ? { supersedes: before.edition, reason: reason ?? reasonOf(before, changes) } : {}),
    cohort: 'received-in-period',
    measures: MEANINGS,
    cells: findings.cells,
    totals: findings.totals,
    nationalSecurity: findings.nationalSecurity,
    changes,
  };
}

/** Why an edition that nobody gave a reason for replaces another. */
function reasonOf(before: Report, changes: readonly CellChange[]): Reason {
  if (before.interim) return 'interim';
  const delayed = (change: CellChange) =>
    change.before?.state === 'not_reported' && change.after?.state === 'band';
  return changes.length > 0 && changes.every(delayed) ? 'delay_expired' : 'late_arrival';
}
