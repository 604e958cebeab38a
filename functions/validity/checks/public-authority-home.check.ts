import type { AccountMatch } from '../../shared/circumstances.schema.ts';
import { isHeldBy } from './accounts.ts';
import { check } from './check.ts';
import { FAILED, MET } from './verdict.ts';

/** Whether every public body whose data is asked for is known to lie in the authority's own country. */
export const publicAuthorityHome = check('public-authority-home', {
  group: 'scope',
  parameters: {},
  words: {},
  dropsTargets: true,
  asks:
    () =>
    (given, { targets }) => {
      const { country } = given.demand.authority;
      const isElsewhere = ({ customer, controllerCountry }: AccountMatch) =>
        customer === 'public-sector' && controllerCountry !== country;
      const others = targets.filter((index) => isHeldBy(isElsewhere, given, index));
      if (others.length === 0) return MET;
      return others.length === targets.length ? FAILED : { is: 'failed', targets: others };
    },
  // Whose account it is is told to nobody who asks about it.
  hadWork: () => false,
});
