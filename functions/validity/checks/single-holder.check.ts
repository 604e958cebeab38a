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
    ({ demand, circumstances: { now, accounts } }, { targets }) => {
      const holders = new Map<number, AccountMatch[]>();
      for (const match of accounts)
        if (match.matched) holders.set(match.target, [...(holders.get(match.target) ?? []), match]);
      return failing(
        targets.filter((index) => {
          const [only, ...others] = holders.get(index) ?? [];
          const target = demand.targets[index];
          if (!only || !target || others.length > 0) return others.length > 0;
          const time = timeMeant(target, demand, now);
          return (only.from ?? '') > time.from || (only.to !== undefined && only.to < time.to);
        }),
      );
    },
  // Whose an identifier was is told to nobody who asks about it.
  hadWork: () => false,
});
