/** A record with a value for each name. */
export const eachOf = <N extends string, V>(
  names: readonly N[],
  make: (name: N) => V,
): Readonly<Record<N, V>> => Object.fromEntries(names.map((name) => [name, make(name)])) as Record<N, V>;
