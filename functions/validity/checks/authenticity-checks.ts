import type { Case } from '../case.ts';
import type { Checks } from './verdict.ts';
import { metIf } from './verdict.ts';

/** Who really sent it, as far as people of the desk have found out. */
export const authenticityChecks: Checks<'authenticity' | 'supervisor' | 'fraud-signals'> = {
  authenticity: ({ refuseOn }, given) =>
    metIf(!refuseOn.some((answer) => answer === (known(given)?.callback ?? 'not-made'))),
  supervisor: ({ refuseOn }, given) =>
    metIf(!refuseOn.some((answer) => answer === (known(given)?.supervisor ?? 'not-made'))),
  'fraud-signals': ({ atLeast, of }, given) => {
    const seen = new Set((known(given)?.signals ?? []).filter((signal) => of?.includes(signal) ?? true));
    return metIf(seen.size < atLeast);
  },
};

const known = ({ circumstances }: Case) => circumstances.authenticity;
