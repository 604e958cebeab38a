import type { AccountMatch, Circumstances } from '../shared/circumstances.schema.ts';
import type { Demand, Target } from '../shared/demand.schema.ts';
import { utcDay } from './calendar.ts';
import type { Instrument } from './instrument.ts';
import type { ReadyPage } from './ready-page.ts';
import type { DateName } from './rule.schema.ts';
import type { Rulebook } from './rulebook.ts';

/** A demand with what is known about it, as the checks see it. */
export type Case = {
  demand: Demand;
  circumstances: Circumstances;
  rulebook: Rulebook;
  page: Instrument;
  ready: ReadyPage;
  /** UTC date of `now`. */
  today: string;
  /** When the paper was served on us, as far as anything says it. */
  service: string;
  /** Items asked for, families expanded, and the smallest list that says the same. */
  asked: readonly string[];
  askedInShort: readonly string[];
  asksFor: ReadonlySet<string>;
  /** Items that the instrument reaches. */
  reached: ReadonlySet<string>;
  /** Accounts of ours that the targets of the demand resolved to. */
  accounts: ReadonlyMap<number, readonly AccountMatch[]>;
  warrant: boolean;
};

/** Dates of the paper; the day of service is what it says, else when we received it, else today. */
export function dateOf(given: Pick<Case, 'demand' | 'service'>, name: DateName): string | undefined {
  return name === 'service' ? given.service : given.demand.dates?.[name];
}

/** The first of several dates that is known. */
export function firstDate(
  given: Pick<Case, 'demand' | 'service'>,
  names: readonly DateName[],
): string | undefined {
  for (const name of names) {
    const moment = dateOf(given, name);
    if (moment !== undefined) return moment;
  }
  return undefined;
}

export function serviceOf({ dates }: Demand, { now }: Circumstances): string {
  return dates?.served ?? dates?.received ?? now;
}

export const todayOf = ({ now }: Circumstances) => utcDay(now);

const NO_ACCOUNTS: readonly AccountMatch[] = [];

/** Accounts of ours that a target of the demand resolved to. */
export const accountsOf = ({ accounts }: Pick<Case, 'accounts'>, target: number) =>
  accounts.get(target) ?? NO_ACCOUNTS;

export function accountsByTarget({ accounts }: Circumstances): Map<number, AccountMatch[]> {
  const byTarget = new Map<number, AccountMatch[]>();
  for (const account of accounts) {
    if (!account.matched) continue;
    const others = byTarget.get(account.target);
    if (others) others.push(account);
    else byTarget.set(account.target, [account]);
  }
  return byTarget;
}

/** Indexes of the targets for which something holds. */
export function targetsWhere(
  { demand }: Pick<Case, 'demand'>,
  holds: (t: Target, index: number) => boolean,
): number[] {
  const found: number[] = [];
  demand.targets.forEach((target, index) => {
    if (holds(target, index)) found.push(index);
  });
  return found;
}
