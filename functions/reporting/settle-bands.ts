import { problem } from '../shared/problem.ts';
import { withLifted } from './draw-bands.ts';
import type { BandCell, BandSection, Report } from './report.schema.ts';

/**
 * The band section that an edition may print, given what is printed already.
 * A printed band stays: were it redrawn with every late demand, the day on which it moves would give the exact number
 * away. Two things move it. Process that may be told one by one by now raises the low end, and never the high one. And a
 * correction, which needs two auditors, redraws the bands of a jurisdiction once in the life of a period: whoever could
 * redraw them twice could wait for the day on which they cross a boundary.
 * No edition of an open period prints one, whatever an earlier release printed: a band that is drawn before the end and
 * again after it tells the exact number, and editions in between tell when each demand came.
 * Two structures over the same days narrow each other's bands, and so do a year and its halves under one; where an overlapping
 * period printed one, no other is.
 * @throws Problem 409 when a correction comes under another structure, on another grid, takes a band away, or comes a second time
 */
export function settleBands(
  drawn: readonly BandSection[],
  {
    before,
    overlapping,
    corrects,
    interim,
  }: {
    before: Pick<Report, 'nationalSecurity' | 'interim'> | undefined;
    overlapping: readonly Pick<Report, 'nationalSecurity'>[];
    /** Whether two auditors want the bands drawn anew. */
    corrects: boolean;
    /** Whether the period is still open. */
    interim: boolean;
  },
): BandSection[] {
  if (interim) return [...drawn];
  const printed = (before?.nationalSecurity ?? []).filter(isPrinted);
  const wasInterim = before?.interim === true;
  const elsewhere = overlapping.flatMap((report) => report.nationalSecurity).filter(isPrinted);
  const unprinted = drawn.filter((section) => !printed.some(sameJurisdiction(section)));
  return [
    ...printed.map((old) => resettle(old, drawn.find(sameJurisdiction(old)), { corrects, wasInterim })),
    ...unprinted.map((section) => (elsewhere.some(narrows(section)) ? withheld(section) : section)),
  ].sort((a, b) => (a.jurisdiction < b.jurisdiction ? -1 : 1));
}

function resettle(
  old: BandSection,
  fresh: BandSection | undefined,
  { corrects, wasInterim }: { corrects: boolean; wasInterim: boolean },
): BandSection {
  const sameStructure = fresh?.scheme === old.scheme && fresh.width === old.width;
  if (corrects) {
    if (old.corrected) throw problem('bands_corrected');
    // A band that is taken away could be drawn anew, and corrected again.
    if (!sameStructure || !old.cells.every((cell) => isKept(cell, fresh))) throw problem('structure_frozen');
    return { ...fresh, corrected: true };
  }
  if (!sameStructure) return old;
  if (wasInterim) return fresh;
  return { ...old, cells: old.cells.map((cell) => later(cell, fresh.cells.find(samePlace(cell)))) };
}

/** Whether a band is still one, and stands on the same grid: two grids have a narrower band in common. */
function isKept(old: BandCell, fresh: BandSection): boolean {
  if (old.state !== 'band') return true;
  const now = fresh.cells.find(samePlace(old));
  return now?.state === 'band' && (beginOf(now) - beginOf(old)) % fresh.width === 0;
}

const beginOf = ({ low, lifted = 0 }: BandCell) => (low ?? 0) - lifted;

/** What was not printed yet may be by now; what was stays, but for what may be told one by one. */
function later(old: BandCell, fresh: BandCell | undefined): BandCell {
  if (!fresh) return old;
  return old.state === 'band' ? withLifted(old, fresh.lifted ?? 0) : fresh;
}

export const isPrinted = (section: BandSection) => section.cells.some((cell) => cell.state === 'band');
const sameJurisdiction = (a: BandSection) => (b: BandSection) => a.jurisdiction === b.jurisdiction;
const narrows = (a: BandSection) => (b: BandSection) =>
  sameJurisdiction(a)(b) && (a.scheme !== b.scheme || isPrinted(a));
const samePlace = (a: BandCell) => (b: BandCell) => a.instrument === b.instrument && a.measure === b.measure;

const withheld = (section: BandSection): BandSection => ({
  ...section,
  cells: section.cells.map(({ lifted: _lifted, ...cell }) => ({
    ...cell,
    low: null,
    high: null,
    state: 'not_reported',
  })),
});
