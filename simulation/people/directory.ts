import type { AccountDirectory, DirectoryEntry } from '../../functions/provider/account-directory.ts';
import type { AccountMatch } from '../../functions/shared/circumstances.schema.ts';

/** The provider's directory: whom the targets of each paper name, as its page's example has it. */
export class Directory implements AccountDirectory {
  readonly #holders = new Map<string, DirectoryEntry[]>();

  /** The targets of a paper, each with the account of its own. */
  knows(number: number, values: readonly string[], accounts: readonly AccountMatch[]): void {
    for (const [target, value] of values.entries()) {
      const matches = accounts.filter((one) => one.target === target && one.matched);
      this.#holders.set(
        value,
        matches.map(({ target: _target, matched: _matched, from: _from, to: _to, ...known }, index) => ({
          ...known,
          account: `acct-${number}-${target}-${index}`,
        })),
      );
    }
  }

  async find({ value }: { value: string }) {
    return { identifier: value, holders: [...(this.#holders.get(value) ?? [])], otherTimes: [] };
  }

  /** Demands of which something of an account is frozen. */
  frozenOf(account: string, frozen: ReadonlyMap<string, number>): string[] {
    const found = [...frozen.keys()].filter((key) => key.startsWith(`${account}/`));
    return [...new Set(found.map((key) => key.split('/')[1] ?? ''))];
  }
}
