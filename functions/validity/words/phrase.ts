/** Words that lead to where the rulebook defines what they name. */
export type Link = { to: string; text: string };

/** What is said, in no form yet: text, links, and lists of both. */
export type Phrase = string | Link | readonly Phrase[];

/** Phrases with something between them. */
export const joined = <P>(parts: readonly P[], between: string): (P | string)[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));

/** Pages or entries of a general file, by their names. */
export const linksTo = (place: string, names: readonly string[]): Phrase =>
  joined(
    names.map((name) => ({ to: `/rulebook/${place}${name}`, text: name })),
    ', ',
  );
