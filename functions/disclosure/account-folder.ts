import type { HarvestPart } from '../ledger/parts/harvest.part.ts';
import { isAccountId } from '../provider/account-directory.ts';
import type { ScratchFile } from '../retrieval/scratch-file.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { Draft } from './account-sink.ts';
import { PAYLOAD } from './bag.ts';
import { type ChangesSink, changesSink } from './changes.sink.ts';
import { DraftFile } from './draft-file.ts';
import type { PackageEntry } from './package-entry.ts';
import { type SetAsideSink, setAsideSink } from './set-aside.sink.ts';

/** The folder of each account. To many file systems `Kim` and `kim` are one folder, so that the second is `kim~2`. */
export function foldersOf(harvests: readonly HarvestPart[]): ReadonlyMap<string, string> {
  const [folders, alike] = [new Map<string, string>(), new Map<string, number>()];
  for (const { account } of harvests) {
    if (!isAccountId(account)) throw new InconsistentState('an account without a folder');
    if (folders.has(account)) continue;
    const number = (alike.get(account.toLowerCase()) ?? 0) + 1;
    alike.set(account.toLowerCase(), number);
    folders.set(account, `${PAYLOAD}accounts/${account}${number > 1 ? `~${number}` : ''}/`);
  }
  return folders;
}

/** What one account has in a part of a packing. */
export class AccountFolder {
  readonly account: string;
  readonly folder: string;
  readonly numbers: Record<string, number>;
  readonly #scratch: ScratchFile;
  #setAside: SetAsideSink | undefined;
  #changes: ChangesSink | undefined;

  /** @param numbers how many files of each name the account has from parts before */
  constructor(
    account: string,
    { folder, scratch, numbers }: { folder: string; scratch: ScratchFile; numbers: Record<string, number> },
  ) {
    this.account = account;
    this.folder = folder;
    this.numbers = { ...numbers };
    this.#scratch = scratch;
  }

  readonly next = (name: string): number => {
    const number = (this.numbers[name] ?? 0) + 1;
    this.numbers[name] = number;
    return number;
  };

  readonly draft = (name: string): Draft => {
    const number = this.next(name);
    const own = number === 1 ? name : name.replace(/\.[a-z]+$/, (extension) => `~${number}${extension}`);
    return { name: own, file: new DraftFile(`${this.folder}${own}`, this.#scratch) };
  };

  get setAside(): SetAsideSink {
    this.#setAside ??= setAsideSink(this);
    return this.#setAside;
  }

  get changes(): ChangesSink {
    this.#changes ??= changesSink(this);
    return this.#changes;
  }

  /** The lists of what stays behind and of what changed. */
  async finish(): Promise<PackageEntry[]> {
    const lists = [this.#setAside, this.#changes];
    return (await Promise.all(lists.map((list) => list?.finish() ?? []))).flat();
  }
}
