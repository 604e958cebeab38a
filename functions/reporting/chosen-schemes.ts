import type { BandScheme } from '../validity/law/band-scheme.schema.ts';

/** A structure, and whether it is the one that numbers are told under: of one that is not chosen nothing is told. */
export type Structure = BandScheme & { chosen: boolean };

/**
 * The structure under which each jurisdiction's national-security process is printed, of all that the rulebook knows. Where
 * none is chosen, the first stands for all, so that the report says that there is something which it does not tell.
 * @throws RangeError when two are chosen for one jurisdiction: each would narrow the other's bands
 */
export function chosenSchemes(bands: readonly Structure[]): Structure[] {
  const chosen = bands.filter((scheme) => scheme.chosen);
  if (new Set(chosen.map(({ jurisdiction }) => jurisdiction)).size < chosen.length)
    throw new RangeError('the rulebook chooses two band structures for one jurisdiction');
  const silent = bands.filter(
    ({ jurisdiction }, index) =>
      !chosen.some((scheme) => scheme.jurisdiction === jurisdiction) &&
      bands.findIndex((scheme) => scheme.jurisdiction === jurisdiction) === index,
  );
  return [...chosen, ...silent];
}
