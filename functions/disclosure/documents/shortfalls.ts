import type { Shortfall } from '../../validity/pages/certificates.schema.ts';
import type { Predicate } from '../predicate.schema.ts';
import type { DocumentLaw } from './document-law.ts';

/** In which ways a package is not all that was asked. Empty: nothing is known to be missing. */
export function shortfallsOf(predicate: Predicate, law: DocumentLaw): ReadonlySet<Shortfall> {
  const { noneFound, scope, setAside } = predicate;
  const so: readonly (readonly [Shortfall, boolean])[] = [
    ['none-found', noneFound.length > 0 || predicate.accounts.length === 0],
    ['not-held', scope.notHeld.length > 0],
    ['out-of-time', scope.outOfTime.length > 0],
    ['set-aside', setAside.length > 0],
    ['narrowed', isNarrowed(predicate, law)],
  ];
  return new Set(so.filter(([, is]) => is).map(([shortfall]) => shortfall));
}

/** By the law, or by the person who reviewed it. */
function isNarrowed({ determination, review }: Predicate, { dictionary }: DocumentLaw): boolean {
  const allowed = new Set(dictionary.expand(review.items));
  return (
    determination.outcome === 'narrow' ||
    determination.targets.some((target) => !review.targets.includes(target)) ||
    dictionary.expand(determination.authorised).some((item) => !allowed.has(item))
  );
}
