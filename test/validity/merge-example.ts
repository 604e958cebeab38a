import type { Page } from '../../functions/validity/pages/page.schema.ts';

type Case = Page['sample'];

/** A worked example as the case that it stands for: the sample with its members; null takes one away. */
export function mergeExample(sample: Case, { demand, circumstances }: Page['examples'][number]): Case {
  return {
    demand: merged(sample.demand, demand),
    circumstances: merged(sample.circumstances, circumstances),
  };
}

const merged = <T extends object>(sample: T, own: Record<string, unknown> = {}): T => {
  const entries = Object.entries({ ...sample, ...own }).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as T;
};
