import { citesAnyOf } from '../cites-under.ts';
import type { Checks } from './verdict.ts';
import { FAILED, MET, metIf, UNKNOWN } from './verdict.ts';

/** What the paper says of itself: statutes, certificates, clauses, offence, danger, answers of other authorities. */
export const paperChecks: Checks<
  'cites' | 'certification' | 'recital' | 'offence-threshold' | 'danger' | 'enforcing-authority' | 'counsel'
> = {
  cites: ({ anyOf, except = [] }) => {
    const isExcepted = citesAnyOf(except);
    const isWanted = anyOf ? citesAnyOf(anyOf) : (cite: string) => cite.trim() !== '';
    return ({ demand: { cites = [] } }) => metIf(cites.some((cite) => isWanted(cite) && !isExcepted(cite)));
  },
  certification: ({ anyOf }) => {
    const isWanted = citesAnyOf(anyOf);
    return ({ demand: { certifications = [] } }) => metIf(certifications.some(isWanted));
  },
  recital:
    ({ allOf }) =>
    ({ demand: { recitals = [] } }) =>
      metIf(allOf.every((clause) => recitals.includes(clause))),
  'offence-threshold':
    ({ atLeastYears, moreThanYears, listed }) =>
    ({ demand: { offence } }) => {
      if (listed && offence?.listed === true) return MET;
      const years = offence?.maxPenaltyYears;
      if (years === undefined) return UNKNOWN;
      return metIf(years >= (atLeastYears ?? 0) && (moreThanYears === undefined || years > moreThanYears));
    },
  danger:
    ({ anyOf }) =>
    ({ demand: { emergency } }) =>
      metIf(anyOf.some((danger) => danger === emergency?.danger) && emergency?.reasons.trim() !== ''),
  'enforcing-authority':
    () =>
    ({ demand: { enforcingAuthority } }) =>
      metIf(enforcingAuthority?.response !== 'refused'),
  counsel: () => () => FAILED,
};
