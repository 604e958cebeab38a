import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import { problem } from '../shared/problem.ts';
import type { Dictionary } from '../validity/law/dictionary.ts';
import type { Answers } from '../validity/pages/answers.schema.ts';
import type { Instrument } from '../validity/pages/instrument.ts';

/** What the rulebook says of what comes first. */
export type LeastLaw = {
  dictionary: Pick<Dictionary, 'expand'>;
  general: { answers: Pick<Answers, 'reasons'> };
  instruments: Readonly<Record<string, Pick<Instrument, 'first'>>>;
};

/**
 * Holds an approval to what its page gives first, by the grants that it compiles to: whatever else would be read takes a
 * reason that the rulebook has, and a superior who confirmed the demand where the page says so: one call that fooled one
 * person gives nobody what was written. Each approval is asked on its own, so that none can be the second of a pair.
 * @throws Problem
 */
export function requireLeast(
  { demand: { instrument }, authenticity }: Pick<DemandRecord, 'demand' | 'authenticity'>,
  grants: readonly Pick<Grant, 'items'>[],
  more: string | undefined,
  { dictionary, general, instruments }: LeastLaw,
): void {
  const first = instruments[instrument]?.first;
  const least = new Set(dictionary.expand(first?.items ?? []));
  const isMore = first !== undefined && grants.some(({ items }) => items.some((item) => !least.has(item)));
  if (more === undefined && !isMore) return;
  if (!isMore) throw problem('reason_needless.more');
  const reasons = Object.keys(general.answers.reasons.more);
  if (more === undefined)
    throw problem('more_than_least', { items: first.items.join(', '), reasons: reasons.join(', ') });
  if (!reasons.includes(more)) throw problem('reason_of_another_decision', { reasons: reasons.join(', ') });
  if (first.superior && authenticity?.supervisor !== 'confirmed') throw problem('more_than_least.superior');
}
