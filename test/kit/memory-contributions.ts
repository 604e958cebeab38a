import type { Contribution } from '../../functions/reporting/contribution.schema.ts';
import type { ContributionStore } from '../../functions/reporting/contribution.store.ts';
import { halfYearOf } from '../../functions/reporting/period.ts';

/** Contribution rows in memory, under the same condition as in the table. */
export function memoryContributions(): ContributionStore & { rows(): Contribution[] } {
  const rows = new Map<string, Contribution>();
  return {
    rows: () => [...rows.values()],
    put: async (contribution) => {
      const key = `${halfYearOf(contribution.facts.receivedAt)}|${contribution.demandId}`;
      const present = rows.get(key);
      if (present && present.seq >= contribution.seq) return 'stale';
      rows.set(key, contribution);
      return { after: present?.seq ?? 0 };
    },
    pages: async function* (halfYear) {
      for (const [key, row] of rows) if (key.startsWith(`${halfYear}|`)) yield [row];
    },
  };
}
