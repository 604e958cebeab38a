import type { BandScheme } from '../validity/law/band-scheme.schema.ts';

/**
 * The structure under which each jurisdiction's national-security process is printed, of all that the rulebook knows.
 * @throws RangeError when two are chosen for one jurisdiction: each would narrow the other's bands
 */
export function chosenSchemes(bands: readonly (BandScheme & { chosen: boolean })[]): BandScheme[] {
  const chosen = bands.filter((scheme) => scheme.chosen);
  if (new Set(chosen.map(({ jurisdiction }) => jurisdiction)).size < chosen.length)
    throw new RangeError('the rulebook chooses two band structures for one jurisdiction');
  return chosen;
}
