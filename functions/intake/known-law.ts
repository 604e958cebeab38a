import type { Rulebook } from '../validity/decide/rulebook.ts';
import type { FileDemandDeps } from './file-demand.ts';

/** The few questions that intake asks of the rulebook. */
export function knownLaw(rulebook: Rulebook): FileDemandDeps['law'] {
  return {
    isInstrument: (id) => rulebook.instruments[id] !== undefined,
    isDataItem: (item) => rulebook.dictionary.known(item),
    seriesOf: (id) => rulebook.instruments[id]?.series ?? 'informational',
  };
}
