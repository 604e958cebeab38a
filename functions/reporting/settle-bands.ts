import { problem } from '../shared/problem.ts';
import type { BandSection, Cell, Reason, Report } from './report.schema.ts';

/**
 * The band section that an edition may print, given what is printed already.
 * A printed band stays: were it redrawn with every late demand, the day on which it moves would give the exact number
 * away. Only an auditor's correction redraws it, and only under the structure that the period was printed under.
 * No edition of an open period prints one, whatever an earlier release printed: a band that is drawn before the end and
 * again after it tells the exact number, and editions in between tell when each demand came.
 * Two structures over the same days narrow each other's bands; where an overlapping period printed one, no other is.
 * @throws Problem 409 when a correction comes under another structure
 */
export function settleBands(
  drawn: readonly BandSection[],
  {
    before,
    overlapping,
    reason,
    interim,
  }: {
    before: Report | undefined;
    overlapping: readonly Report[];
    reason: Reason | undefined;
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
    ...printed.map((old) => resettle(old, drawn.find(sameJurisdiction(old)), { reason, wasInterim })),
    ...unprinted.map((section) => (elsewhere.some(otherStructure(section)) ? withheld(section) : section)),
  ].sort((a, b) => (a.jurisdiction < b.jurisdiction ? -1 : 1));
}

function resettle(
  old: BandSection,
  fresh: BandSection | undefined,
  { reason, wasInterim }: { reason: Reason | undefined; wasInterim: boolean },
): BandSection {
  if (reason === 'correction') {
    if (fresh?.scheme !== old.scheme) throw problem('structure_frozen');
    return fresh;
  }
  if (fresh?.scheme !== old.scheme) return old;
  if (wasInterim) return fresh;
  return { ...fresh, cells: fresh.cells.map((cell) => old.cells.find(sameBand(cell)) ?? cell) };
}

const isPrinted = (section: BandSection) => section.cells.some((cell) => cell.state === 'band');
const sameJurisdiction = (a: BandSection) => (b: BandSection) => a.jurisdiction === b.jurisdiction;
const otherStructure = (a: BandSection) => (b: BandSection) =>
  sameJurisdiction(a)(b) && a.scheme !== b.scheme;
const sameBand = (a: Cell) => (b: Cell) =>
  b.state === 'band' && a.instrument === b.instrument && a.measure === b.measure;

const withheld = (section: BandSection): BandSection => ({
  ...section,
  cells: section.cells.map((cell) => ({ ...cell, low: null, high: null, state: 'not_reported' })),
});
