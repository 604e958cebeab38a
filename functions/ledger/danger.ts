import type { DemandRecord } from './demand-record.schema.ts';

/** From 0, the greatest: a danger to life does not sink below papers that are due sooner. */
export function dangerOf({ demand, facts }: Pick<DemandRecord, 'demand' | 'facts'>): number {
  const { danger = 'none' } = demand.emergency ?? {};
  if (danger === 'death') return 0;
  if (danger === 'serious-injury' || danger === 'critical-infrastructure') return 1;
  return facts.series === 'emergency' ? 2 : 5;
}
