/** A path into a file's value: member names and indexes. */
export type ValuePath = readonly (string | number)[];

/** One file of the rulebook, parsed but not trusted. `lineOf` finds the line that a value stands on. */
export type RulebookFile = {
  /** Relative to the rulebook, with forward slashes and without its ending: `us/search-warrant`. */
  name: string;
  file: string;
  value: unknown;
  lineOf?: (path: ValuePath) => number | undefined;
};

export type RulebookSource = { files: readonly RulebookFile[] };
