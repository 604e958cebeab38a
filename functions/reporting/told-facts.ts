import type { Facts } from '../ledger/facts.schema.ts';

/** Series whose exact numbers are told: all but national-security process. */
export type ToldSeries = Exclude<Facts['series'], 'national-security'>;

/** Facts that exact numbers may be made of. */
export type ToldFacts = Facts & { series: ToldSeries };

export const isTold = (facts: Facts): facts is ToldFacts => facts.series !== 'national-security';

/** Series that make up the total of demands for data. Preservations disclose nothing; papers that inform demand nothing. */
export const IN_TOTAL: readonly string[] = ['criminal', 'civil', 'emergency', 'regulatory'];

/** Whether it ended in a disclosure. */
export const isDisclosed = ({ outcome }: Pick<Facts, 'outcome'>) =>
  outcome === 'content' || outcome === 'non-content';
