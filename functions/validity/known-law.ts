import type { Facts } from '../ledger/facts.schema.ts';
import type { Rulebook } from './decide/rulebook.ts';
import type { KnownLaw } from './filing-checks.ts';

/** The few questions that filing asks of the rulebook. */
export function knownLaw(rulebook: Rulebook): KnownLaw & {
  seriesOf(instrument: string): Facts['series'];
  expand(items: readonly string[]): string[];
} {
  return {
    isInstrument: (id) => rulebook.instruments[id] !== undefined,
    isDataItem: (item) => rulebook.dictionary.known(item),
    expand: (items) => rulebook.dictionary.expand(items),
    seriesOf: (id) => rulebook.instruments[id]?.series ?? 'informational',
  };
}
