/** A code or member name as words: `maxPenaltyYears` and `max-penalty-years` are `max penalty years`. */
export const humanise = (code: string) =>
  code
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replaceAll('-', ' ');

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What a table calls a code; a code that it does not know speaks for itself. */
export const wordFor = (table: Readonly<Record<string, string>>, code: string): string =>
  (Object.hasOwn(table, code) ? table[code] : undefined) ?? humanise(code);

/** `a, b or c`. */
export function listed(words: readonly string[], last: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;
