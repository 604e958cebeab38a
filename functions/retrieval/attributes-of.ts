/** The attributes that some items need, each once: those that all need, then those of each item. */
export function attributesOf(
  always: readonly string[],
  byItem: Readonly<Record<string, readonly string[]>>,
  items: readonly string[],
): string[] {
  return [...new Set([...always, ...items.flatMap((item) => byItem[item] ?? [])])];
}
