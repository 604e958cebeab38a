import { assembleRulebook } from '../../functions/validity/build/assemble-rulebook.ts';
import type { Rulebook } from '../../functions/validity/decide/rulebook.ts';
import {
  GENERAL_FILES,
  type GeneralName,
  isGeneralName,
} from '../../functions/validity/pages/general-law.schema.ts';
import type { Page } from '../../functions/validity/pages/page.schema.ts';
import { law } from './law.ts';

/** A way into a file's value: member names and indexes. */
export type Leaf = readonly string[];

export const GENERAL_NAMES = Object.keys(GENERAL_FILES) as GeneralName[];

/** Every value of a file that is no list and no mapping. */
export const leavesOf = (path: string): Leaf[] => leaves(fileValue(path));

/** The law with one value of a file changed, as nothing checks it. */
export const withLeafChanged = (path: string, leaf: Leaf): Rulebook =>
  withFile(
    path,
    changedAt(fileValue(path), leaf, (value) => otherThan(value)),
  );

/** The law with a mark of its own at the end of every sentence of a file, and which mark each has. */
export function withMarkedSentences(path: string): { rulebook: Rulebook; markOf: (leaf: Leaf) => string } {
  const marks = new Map(leavesOf(path).map((leaf, index) => [leaf.join('.'), `~${index}~`]));
  const markOf = (leaf: Leaf) => marks.get(leaf.join('.')) ?? '';
  const value = leavesOf(path).reduce(
    (file, leaf) =>
      changedAt(file, leaf, (one) =>
        typeof one === 'string' && one.includes(' ') ? `${one}${markOf(leaf)}` : one,
      ),
    fileValue(path),
  );
  return { rulebook: withFile(path, value), markOf };
}

/** The law with every text of a file rewritten. */
export function withEveryText(path: string, rewrite: (text: string) => string): Rulebook {
  const value = leavesOf(path).reduce(
    (file, leaf) => changedAt(file, leaf, (one) => (typeof one === 'string' ? rewrite(one) : one)),
    fileValue(path),
  );
  return withFile(path, value);
}

/** The law with another value for a file; the page is found under its old name whatever it calls itself. */
export function withFile(path: string, value: unknown): Rulebook {
  if (isGeneralName(path)) {
    const general = { ...law.general, [path]: value } as Rulebook['general'];
    return assembleRulebook({ version: law.version, general, pages: Object.values(law.instruments) });
  }
  const page = value as Page;
  const one = assembleRulebook({ version: law.version, general: law.general, pages: [page] });
  const [instrument] = Object.values(one.instruments);
  return { ...one, instruments: instrument ? { ...law.instruments, [path]: instrument } : law.instruments };
}

export function fileValue(path: string): unknown {
  if (isGeneralName(path)) return law.general[path];
  const page = law.instruments[path];
  if (!page) throw new Error(`no page ${path}`);
  const { all: _, ...own } = page;
  return own;
}

function leaves(value: unknown, at: Leaf = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, [...at, key]));
}

function changedAt(value: unknown, [key, ...rest]: Leaf, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((one: unknown, index) => (String(index) === key ? changedAt(one, rest, change) : one));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, one]: [string, unknown]) => [
      name,
      name === key ? changedAt(one, rest, change) : one,
    ]),
  );
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'string' ? `${value}~` : 'something';
}
