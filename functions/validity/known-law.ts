import type { Facts } from '../ledger/facts.schema.ts';
import type { Rulebook } from './decide/rulebook.ts';
import type { KnownLaw } from './filing-checks.ts';

/** What filing asks of the rulebook beyond whether a name is known. */
export type FilingLaw = KnownLaw & {
  seriesOf(instrument: string): Facts['series'];
  /** By which way it comes, and whether from abroad, where the page says so. */
  routeOf(instrument: string): Pick<Facts, 'channel' | 'origin'>;
  expand(items: readonly string[]): string[];
};

/** The few questions that filing asks of the rulebook. */
export function knownLaw(rulebook: Rulebook): FilingLaw {
  return {
    isInstrument: (id) => rulebook.instruments[id] !== undefined,
    isDataItem: (item) => rulebook.dictionary.known(item),
    expand: (items) => rulebook.dictionary.expand(items),
    routeOf: (id) => rulebook.instruments[id]?.route ?? {},
    seriesOf: (id) => rulebook.instruments[id]?.series ?? 'informational',
  };
}
