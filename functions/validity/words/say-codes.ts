import { listed, wordFor } from './language.ts';
import { countryName } from './places.ts';

/** Codes of a list by what a table calls them: `a, b or c`. */
export const saidBy =
  (table: Readonly<Record<string, string>>) =>
  (codes: readonly string[]): string =>
    listed(
      codes.map((code) => wordFor(table, code)),
      'or',
    );

export const sayCountries = (codes: readonly string[]): string => listed(codes.map(countryName), 'or');
