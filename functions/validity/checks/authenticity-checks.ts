import type { Case } from '../case.ts';
import type { Checks } from './verdict.ts';
import { MET, metIf } from './verdict.ts';

/** Who really sent it, as far as people of the desk have found out. */
export const authenticityChecks: Checks<'authenticity' | 'supervisor' | 'fraud-signals'> = {
  authenticity: ({ refuseOn }) => {
    const refused: ReadonlySet<string> = new Set(refuseOn);
    return (given) => metIf(!refused.has(known(given)?.callback ?? 'not-made'));
  },
  supervisor: ({ refuseOn }) => {
    const refused: ReadonlySet<string> = new Set(refuseOn);
    return (given) => metIf(!refused.has(known(given)?.supervisor ?? 'not-made'));
  },
  'fraud-signals':
    ({ atLeast, of }) =>
    (given) => {
      const signals = known(given)?.signals ?? [];
      if (signals.length < atLeast) return MET;
      const seen = new Set(signals.filter((signal) => of?.includes(signal) ?? true));
      return metIf(seen.size < atLeast);
    },
};

const known = ({ circumstances }: Case) => circumstances.authenticity;
