type Runs = readonly (readonly [first: number, last: number])[];

/** Runs of pages with one page more, in order and joined where they touch. */
export function withPage(runs: Runs, page: number): [number, number][] {
  const joined: [number, number][] = [];
  for (const [first, last] of [...runs, [page, page] as const].sort(([a], [b]) => a - b)) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** Whether a page is in one of them. */
export const hasPage = (runs: Runs, page: number): boolean =>
  runs.some(([first, last]) => first <= page && page <= last);
