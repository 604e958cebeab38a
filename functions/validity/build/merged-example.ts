import type { Page } from '../pages/page.schema.ts';

/** A worked example as the case that it stands for, unchecked: the page's sample with its members; null takes one away. */
export const mergedExample = (
  { demand, circumstances }: Page['sample'],
  own: Pick<Page['examples'][number], 'demand' | 'circumstances'>,
): { demand: unknown; circumstances: unknown } => ({
  demand: merged(demand, own.demand),
  circumstances: merged(circumstances, own.circumstances),
});

const merged = (sample: object, own: Record<string, unknown> = {}): object =>
  Object.fromEntries(Object.entries({ ...sample, ...own }).filter(([, value]) => value !== null));
