import type { AccountMatch } from '../../shared/circumstances.schema.ts';
import { timeMeant } from '../../shared/time-meant.ts';
import { check } from './check.ts';
import { failing } from './verdict.ts';

/** Whether each identifier named one account of ours, or none, throughout the time that the paper means. */
export const singleHolder = check('single-holder', {
  group: 'scope',
  parameters: {},
  words: {},
  dropsTargets: true,
  asks:
    () =>
    ({ demand, circumstances: { now, accounts } }, { targets }) =>
      failing(
        targets.filter((index) => {
          const target = demand.targets[index];
          const [only, another] = matchesOf(accounts, index);
          if (another || !only || !target) return another !== undefined;
          const { from, to } = only;
          if (from === undefined && to === undefined) return false;
          const time = timeMeant(target, demand, now);
          return (from ?? '') > time.from || (to !== undefined && to < time.to);
        }),
      ),
  // Whose an identifier was is told to nobody who asks about it.
  hadWork: () => false,
});

/** The first two accounts that a target names: a third makes it no less certain. */
function matchesOf(accounts: readonly AccountMatch[], index: number): AccountMatch[] {
  const found: AccountMatch[] = [];
  for (const match of accounts) {
    if (!match.matched || match.target !== index) continue;
    found.push(match);
    if (found.length === 2) break;
  }
  return found;
}
