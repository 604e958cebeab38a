import type { DemandRecord } from './demand-record.schema.ts';

/** What of a demand says whether somebody is in danger. */
export type Endangered = Pick<DemandRecord, 'demand' | 'facts'>;

const NONE = 5;

/** From 0, the greatest: a danger to life does not sink below papers that are due sooner. */
export function dangerOf({ demand, facts }: Endangered): number {
  const { danger = 'none' } = demand.emergency ?? {};
  if (danger === 'death') return 0;
  if (danger === 'serious-injury' || danger === 'critical-infrastructure') return 1;
  return facts.series === 'emergency' ? 2 : NONE;
}

/** Whether a demand must not wait for one person. */
export const isEmergency = (demand: Endangered): boolean => dangerOf(demand) < NONE;
