import { PackageFault } from './package-fault.ts';
import type { PackageGrant, PackageManifest } from './package-manifest.ts';

type Claim = { account: unknown; item: string; at: unknown; folder: string };

/** Stamps inside records have whole seconds, and come from clocks that are not ours. */
const SLACK_MS = 5 * 60_000;

/** Holds records against the scope, and their number against what the manifest says that there were. */
export class ScopeJudge {
  readonly #grants = new Map<string, PackageGrant>();
  readonly #stated = new Map<string, number>();
  readonly #found = new Map<string, number>();

  constructor({ scope, accounts, review, filedAt }: PackageManifest) {
    for (const grant of scope.grants) {
      if (!grant.items.every(isTimeless) && Date.parse(grant.period.to) > Date.parse(filedAt))
        throw new PackageFault('the scope reaches beyond the day on which the demand was filed');
      for (const item of grant.items) {
        if (!review.items.some((one) => item === one || item.startsWith(`${one}.`)))
          throw new PackageFault(`the scope has ${item}, which no reviewer approved`);
        this.#grants.set(`${grant.account} ${item}`, grant);
      }
    }
    for (const { account, records } of accounts)
      for (const [item, count] of Object.entries(records)) this.#stated.set(`${account} ${item}`, count);
  }

  /** @throws PackageFault for a record outside the scope */
  take({ account, item, at, folder }: Claim): void {
    const key = `${folder} ${item}`;
    const grant = this.#grants.get(key);
    if (account !== folder)
      throw new PackageFault(`a record of ${item} is of another account than ${folder}`);
    if (!grant) throw new PackageFault(`${item} of ${folder} is not within the scope`);
    if (at === null ? !isTimeless(item) : !isWithin(Date.parse(String(at)), grant, 0))
      throw new PackageFault(`a record of ${item} of ${folder} is outside the period`);
    this.#found.set(key, (this.#found.get(key) ?? 0) + 1);
  }

  /** @throws PackageFault when something inside a record says that it happened outside the period */
  corroborate(account: string, item: string, at: number): void {
    const grant = this.#grants.get(`${account} ${item}`);
    if (!grant || !isWithin(at, grant, SLACK_MS))
      throw new PackageFault(`a record of ${item} of ${account} says itself that it is outside the period`);
  }

  /** How many records there are. @throws PackageFault when the manifest says another number of any item */
  total(): number {
    for (const key of new Set([...this.#stated.keys(), ...this.#found.keys()]))
      if ((this.#stated.get(key) ?? 0) !== (this.#found.get(key) ?? 0))
        throw new PackageFault(`the manifest says another number of records of ${key.split(' ')[1]}`);
    return [...this.#found.values()].reduce((sum, count) => sum + count, 0);
  }
}

const isTimeless = (item: string) => item.startsWith('subscriber.');

function isWithin(at: number, { period }: PackageGrant, slack: number): boolean {
  return at >= Date.parse(period.from) - slack && at < Date.parse(period.to) + slack;
}
