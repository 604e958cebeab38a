import { instantOf } from './date-time.ts';
import type { Faults } from './faults.ts';
import { timesOf } from './grant-times.ts';
import { PackageFault } from './package-fault.ts';
import type { PackageGrant, PackageManifest } from './package-manifest.ts';

type Claim = { account: unknown; item: string; id: unknown; at: unknown; folder: string };

/** Why a record may be set aside whose like is in the package. */
const TWICE = 'duplicate';

/** Holds records against the scope, and their number against what the manifest says that there were. */
export class ScopeJudge {
  readonly #grants = new Map<string, PackageGrant>();
  readonly #stated = new Map<string, number>();
  readonly #found = new Map<string, number>();
  readonly #aside = new Set<string>();

  constructor(
    { scope, accounts, setAside = [], changes = [], review, filedAt }: Omit<PackageManifest, 'files'>,
    faults: Faults,
  ) {
    const add = (rule: string, text: string) => faults.add({ rule, file: '', text });
    for (const grant of scope.grants) {
      if (!grant.items.every(isTimeless) && !(instantOf(grant.period.to) <= instantOf(filedAt)))
        add('scope-day', 'the scope reaches beyond the day on which the demand was filed');
      for (const item of grant.items) {
        if (!review.items.some((one) => item === one || item.startsWith(`${one}.`)))
          add('scope-review', `the scope has ${item}, which no reviewer approved`);
        this.#grants.set(`${grant.account} ${item}`, grant);
      }
    }
    for (const { account, records } of accounts)
      for (const [item, count] of Object.entries(records)) this.#stated.set(`${account} ${item}`, count);
    for (const { account, item, reason, count } of setAside)
      this.#stated.set(`${account} ${item} ${reason}`, count);
    for (const { account, item, ...counts } of changes)
      for (const change of CHANGES) this.#stated.set(`${account} ${item} ${change}`, counts[change]);
  }

  /** Takes a record that is in the package, and answers its grant. @throws PackageFault for one outside the scope */
  take({ account, item, id, at, folder }: Claim): PackageGrant {
    const grant = this.#grantOf(account, item, folder);
    this.#count(`${folder} ${item}`);
    if (at === null ? !isTimeless(item) : !isWithin(instantOf(at), grant))
      throw new PackageFault(`a record of ${item} of ${folder} is outside the period`, PERIOD);
    if (this.#aside.has(keyOf(folder, item, id, at)))
      throw new PackageFault(`a record of ${item} of ${folder} is in the package and set aside`, ASIDE);
    return grant;
  }

  /** Takes a record that is told of and set aside; all of them come before the first that is in the package. */
  setAside({ account, item, id, at, folder, reason }: Claim & { reason: string }): void {
    this.#count(`${folder} ${item} ${reason}`);
    if (item === '' && account !== folder)
      throw new PackageFault(`a record is set aside of another account than ${folder}`, ACCOUNT);
    if (item !== '') {
      const grant = this.#grantOf(account, item, folder);
      if (at !== '' && !isWithin(instantOf(at), grant))
        throw new PackageFault(
          `a record of ${item} of ${folder} that is set aside is outside the period`,
          PERIOD,
        );
      if (reason !== TWICE) this.#aside.add(keyOf(folder, item, id, at));
    }
  }

  /** Takes what is told of a record that is in the package, and that the provider no longer has as it is. */
  changed({ account, item, at, folder, change }: Claim & { change: string }): void {
    this.#count(`${folder} ${item} ${change}`);
    const grant = this.#grantOf(account, item, folder);
    if (!CHANGES.some((one) => one === change))
      throw new PackageFault(`a record of ${item} of ${folder} changed in no way that there is`, CHANGE);
    if (at === '' ? !isTimeless(item) : !isWithin(instantOf(at), grant))
      throw new PackageFault(`a record of ${item} of ${folder} that changed is outside the period`, PERIOD);
  }

  /** How many records there are. That the manifest says another number of any item is a fault. */
  total(faults: Faults): number {
    for (const key of new Set([...this.#stated.keys(), ...this.#found.keys()]))
      if ((this.#stated.get(key) ?? 0) !== (this.#found.get(key) ?? 0))
        faults.add({
          rule: 'record-count',
          file: '',
          text: `the manifest says another number of records of ${key.split(' ').slice(0, 2).reverse().join(' of ')}`,
        });
    const records = [...this.#found].filter(([key]) => key.split(' ').length === 2);
    return records.reduce((sum, [, count]) => sum + count, 0);
  }

  #grantOf(account: unknown, item: string, folder: string): PackageGrant {
    if (account !== folder)
      throw new PackageFault(`a record of ${item} is of another account than ${folder}`, ACCOUNT);
    const grant = this.#grants.get(`${folder} ${item}`);
    if (!grant) throw new PackageFault(`${item} of ${folder} is not within the scope`, SCOPE);
    return grant;
  }

  #count(key: string): void {
    this.#found.set(key, (this.#found.get(key) ?? 0) + 1);
  }
}

const CHANGES = ['deleted', 'edited'] as const;
const [ACCOUNT, SCOPE, PERIOD, ASIDE, CHANGE] = ['account', 'scope', 'period', 'aside', 'change'].map(
  (rule) => ({
    rule: `record-${rule}`,
  }),
);

const keyOf = (folder: string, item: string, id: unknown, at: unknown) =>
  JSON.stringify([folder, item, id, at ?? '']);

const isTimeless = (item: string) => item.startsWith('subscriber.');

function isWithin(at: number, grant: PackageGrant): boolean {
  const { period, spans } = timesOf(grant);
  const holds = ({ from, to }: typeof period) => at >= from && at < to;
  return holds(period) && spans.some(holds);
}
