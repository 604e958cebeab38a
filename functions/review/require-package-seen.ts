import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { Read } from '../ledger/parts/read.ts';
import { problem } from '../shared/problem.ts';
import type { DeskRules } from '../validity/pages/desk.schema.ts';

/**
 * Nobody lets a package leave blind: who releases has looked at this one, by its bytes. To refuse it, or in a series that the
 * rulebook does not name, nobody has to.
 * @throws Problem 409
 */
export function requirePackageSeen(
  { facts }: Pick<DemandRecord, 'facts'>,
  { decision }: { decision: 'release' | 'refuse' },
  read: Read,
  { packageSeen }: Pick<DeskRules, 'packageSeen'>,
): void {
  if (decision === 'release' && !read.package && packageSeen.series.includes(facts.series))
    throw problem('package_not_seen');
}
