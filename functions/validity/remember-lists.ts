/** How many lists one memory holds, and how long each may be. */
const KEPT = 100;
const LONGEST = 40;

/** Lists that came before, as a tree: one is found by its words, one after another. */
type Branch<T> = { found?: T; longer: Map<string, Branch<T>> };

/** Answers a question about a list of words once, for lists that come again and again; `isKept` says of which. */
export function rememberLists<T>(
  answer: (words: readonly string[]) => T,
  isKept: (found: T) => boolean,
): (words: readonly string[]) => T {
  let root: Branch<T> = { longer: new Map() };
  let lists = 0;
  const keep = (words: readonly string[], found: T) => {
    if (lists >= KEPT) {
      root = { longer: new Map() };
      lists = 0;
    }
    lists += 1;
    let branch = root;
    for (const word of words) {
      const known = branch.longer.get(word);
      const longer: Branch<T> = known ?? { longer: new Map() };
      if (!known) branch.longer.set(word, longer);
      branch = longer;
    }
    branch.found = found;
  };
  return (words) => {
    let branch: Branch<T> | undefined = root;
    for (const word of words) {
      branch = branch.longer.get(word);
      if (branch === undefined) break;
    }
    if (branch?.found !== undefined) return branch.found;
    const found = answer(words);
    if (words.length <= LONGEST && isKept(found)) keep(words, found);
    return found;
  };
}
