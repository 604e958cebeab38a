/** Whether every leaf of `inner` is a leaf of `outer`. */
export function isSubset<T>(inner: readonly T[], outer: readonly T[]): boolean {
  const all = new Set(outer);
  return inner.every((item) => all.has(item));
}
