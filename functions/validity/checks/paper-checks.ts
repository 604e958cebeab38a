import { citesUnder } from '../cites-under.ts';
import type { Checks } from './verdict.ts';
import { FAILED, MET, metIf, UNKNOWN } from './verdict.ts';

/** What the paper says of itself: statutes, certificates, clauses, offence, danger, answers of other authorities. */
export const paperChecks: Checks<
  'cites' | 'certification' | 'recital' | 'offence-threshold' | 'danger' | 'enforcing-authority' | 'counsel'
> = {
  cites:
    ({ anyOf, except = [] }) =>
    ({ demand: { cites = [] } }) =>
      metIf(
        cites
          .filter((cite) => !except.some((other) => citesUnder(cite, other)))
          .some((cite) => anyOf?.some((wanted) => citesUnder(cite, wanted)) ?? cite.trim() !== ''),
      ),
  certification:
    ({ anyOf }) =>
    ({ demand: { certifications = [] } }) =>
      metIf(certifications.some((given) => anyOf.some((wanted) => citesUnder(given, wanted)))),
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
