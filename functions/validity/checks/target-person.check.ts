import type { AccountMatch } from '../../shared/circumstances.schema.ts';
import { hasAccount, isHeldBy } from './accounts.ts';
import { targetsWhere } from './case.ts';
import { check } from './check.ts';
import { failing, MET } from './verdict.ts';

/** Whether no target is a person whom the instrument may not aim at. */
export const targetPerson = check('target-person', {
  group: 'scope',
  parameters: {},
  words: {},
  dropsTargets: true,
  asks: () => {
    const isProtected = ({ usPerson, inUS }: AccountMatch) => usPerson === true || inUS === true;
    return (given) => {
      if (!hasAccount(given, isProtected)) return MET;
      return failing(targetsWhere(given, (_, index) => isHeldBy(isProtected, given, index)));
    };
  },
});
