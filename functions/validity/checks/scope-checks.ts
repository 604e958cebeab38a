import type { AccountMatch } from '../../shared/circumstances.schema.ts';
import type { Target } from '../../shared/demand.schema.ts';
import { WILDCARD } from '../../shared/wildcard.ts';
import { type Case, targetsWhere } from '../case.ts';
import type { Checks } from './verdict.ts';
import { FAILED, failing, MET, metIf } from './verdict.ts';

/** Whose accounts may be touched. */
export const scopeChecks: Checks<
  'targets-stated' | 'target-specificity' | 'target-person' | 'conflict-of-laws' | 'customer-first'
> = {
  'targets-stated':
    () =>
    ({ demand }) =>
      metIf(demand.targets.length > 0),
  /** With types: these are searches, not identifiers. Without: an identifier that names somebody in particular. */
  'target-specificity': ({ types }) => {
    const isVague = ({ type, value, at }: Target) =>
      (type === 'ip-address' && at === undefined) || value.trim() === '' || WILDCARD.test(value);
    const isSuch = types ? ({ type }: Target) => types.includes(type) : isVague;
    return (given) => failing(targetsWhere(given, isSuch));
  },
  'target-person': () => {
    const isProtected = ({ usPerson, inUS }: AccountMatch) => usPerson === true || inUS === true;
    return (given) => {
      if (!hasAccount(given, isProtected)) return MET;
      return failing(targetsWhere(given, (_, index) => isHeldBy(isProtected, given, index)));
    };
  },
  'conflict-of-laws': ({ home, issuerIsHome }) => {
    const isForeign = (country: string | undefined, authority: string) =>
      country !== undefined && !home.includes(country) && !(issuerIsHome && country === authority);
    return ({ circumstances: { accounts }, demand }, { targets }) => {
      for (const { matched, target, usPerson, dataCountry, controllerCountry } of accounts) {
        if (!matched || usPerson !== false) continue;
        const { country } = demand.authority;
        const isAbroad = isForeign(dataCountry, country) || isForeign(controllerCountry, country);
        if (isAbroad && targets.includes(target)) return FAILED;
      }
      return MET;
    };
  },
  'customer-first': ({ customers }) => {
    const theirs: ReadonlySet<string> = new Set(customers);
    const isTheirs = ({ customer }: AccountMatch) => theirs.has(customer);
    return (given, { targets }) => {
      if (!hasAccount(given, isTheirs)) return MET;
      const asked = targets.filter((index) => isHeldBy(isTheirs, given, index));
      if (asked.length === 0) return MET;
      return asked.length === targets.length ? FAILED : { is: 'failed', targets: asked };
    };
  },
};

type About = (account: AccountMatch) => boolean;

/** Whether an account of ours, of whichever target, is such a one. */
function hasAccount({ circumstances: { accounts } }: Case, isSuch: About): boolean {
  for (const account of accounts) if (account.matched && isSuch(account)) return true;
  return false;
}

/** Whether an account that this target resolved to is such a one. */
const isHeldBy = (isSuch: About, given: Case, index: number) =>
  hasAccount(given, (account) => account.target === index && isSuch(account));
