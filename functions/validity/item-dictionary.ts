/** What the rooms behind review need of the data dictionary. */
export type ItemDictionary = {
  /** The leaves of items and families, each once. */
  expand(items: readonly string[]): string[];
  /** Whether an item is content of communications or files. */
  isContent(item: string): boolean;
};
