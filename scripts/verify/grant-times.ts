import { instantOf } from './date-time.ts';
import type { PackageGrant } from './package-manifest.ts';

type Span = { from: number; to: number };
type Times = { period: Span; spans: readonly Span[] };

const read = new WeakMap<PackageGrant, Times>();

/** When a grant's period and its parts begin and end, in milliseconds: read once, for every record asks. */
export function timesOf(grant: PackageGrant): Times {
  const known = read.get(grant);
  if (known) return known;
  const spanOf = ({ from, to }: PackageGrant['period']) => ({ from: instantOf(from), to: instantOf(to) });
  const period = spanOf(grant.period);
  const times = { period, spans: grant.spans?.map(spanOf) ?? [period] };
  read.set(grant, times);
  return times;
}
