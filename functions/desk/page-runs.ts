type Run = { first: number; last: number };

/** Runs of pages with one page more, in order and joined where they touch. */
export function withPage(runs: readonly Run[], page: number): Run[] {
  const joined: Run[] = [];
  for (const { first, last } of [...runs, { first: page, last: page }].sort((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before && first <= before.last + 1) before.last = Math.max(before.last, last);
    else joined.push({ first, last });
  }
  return joined;
}

/** Whether a page is in one of them. */
export const hasPage = (runs: readonly Run[], page: number): boolean =>
  runs.some(({ first, last }) => first <= page && page <= last);
