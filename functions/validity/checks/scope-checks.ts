import { accountsOf, type Case, targetsWhere } from '../case.ts';
import type { Checks } from './verdict.ts';
import { FAILED, failing, MET, metIf } from './verdict.ts';

/** Which items and whose accounts may be touched. */
export const scopeChecks: Checks<
  | 'items-authorised'
  | 'items-stated'
  | 'targets-stated'
  | 'target-specificity'
  | 'target-person'
  | 'conflict-of-laws'
  | 'customer-first'
> = {
  'items-authorised':
    (_, guards) =>
    ({ asked, asksFor, reached }) => {
      if (asked.every((item) => reached.has(item))) return MET;
      const beyond = guards.filter((item) => asksFor.has(item) && !reached.has(item));
      return beyond.length === 0 ? MET : { is: 'failed', items: beyond };
    },
  'items-stated':
    () =>
    ({ asked, demand, rulebook }) =>
      metIf(asked.length > 0 && demand.data.every((item) => rulebook.dictionary.known(item))),
  'targets-stated':
    () =>
    ({ demand }) =>
      metIf(demand.targets.length > 0),
  /** With types: these are searches, not identifiers. Without: an identifier that names somebody in particular. */
  'target-specificity':
    ({ types }) =>
    (given) =>
      failing(
        targetsWhere(given, ({ type, value, at }) =>
          types ? types.includes(type) : value.trim() === '' || (type === 'ip-address' && at === undefined),
        ),
      ),
  'target-person': () => (given) =>
    failing(
      targetsWhere(given, (_target, index) =>
        accountsOf(given, index).some(({ usPerson, inUS }) => usPerson === true || inUS === true),
      ),
    ),
  'conflict-of-laws':
    ({ home, issuerIsHome }) =>
    (given, { targets }) => {
      const isForeign = (country: string | undefined) =>
        country !== undefined &&
        !home.includes(country) &&
        !(issuerIsHome && country === given.demand.authority.country);
      return metIf(
        !targets.some((index) =>
          accountsOf(given, index).some(
            ({ usPerson, dataCountry, controllerCountry }) =>
              usPerson === false && (isForeign(dataCountry) || isForeign(controllerCountry)),
          ),
        ),
      );
    },
  'customer-first':
    ({ customers }) =>
    (given, { targets }) => {
      const asked = targets.filter((index) => belongsTo(customers, given, index));
      if (asked.length === 0) return MET;
      return asked.length === targets.length ? FAILED : { is: 'failed', targets: asked };
    },
};

const belongsTo = (customers: readonly string[], given: Case, target: number) =>
  accountsOf(given, target).some(({ customer }) => customers.includes(customer));
