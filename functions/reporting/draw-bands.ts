import type { BandCategory } from '../validity/law/band-scheme.schema.ts';
import type { Structure } from './chosen-schemes.ts';
import type { Period } from './period.ts';
import { later, printableFrom } from './printable-from.ts';
import type { BandCell, BandSection } from './report.schema.ts';
import { SecretSum } from './secret-sum.ts';
import type { SecretRow, Tally } from './tally.ts';

/** The series under which bands appear, and nothing else does. */
const SERIES = 'national-security' as const;

/**
 * The national-security section of one jurisdiction. Whether a number is printed depends on the structure, the period
 * and the date alone, never on the number: no demand at all prints the first band.
 */
export function drawBands(
  secret: Tally['secret'],
  { scheme, period, at }: { scheme: Structure; period: Period; at: Date },
): BandSection {
  const { id, cite, jurisdiction, width } = scheme;
  const rows = [...secret.values()].filter(
    (row) => row.country === jurisdiction && isToldOf(row, scheme, at),
  );
  const cells = scheme.categories.flatMap((category) =>
    categoryCells(rows, { scheme, category, state: stateOf({ scheme, category, period, at }) }),
  );
  return { scheme: id, cite, jurisdiction, width, cells };
}

/** Whether an order on a platform that never had one is old enough: the day of its receipt plus the delay. */
const isToldOf = ({ firstOn }: SecretRow, { newPlatform }: Structure, at: Date) =>
  firstOn === undefined || newPlatform === undefined || at >= later(new Date(firstOn), newPlatform);

type Question = { scheme: Structure; category: BandCategory; period: Period; at: Date };

function stateOf({ scheme, category, period, at }: Question): BandCell['state'] {
  if (scheme.cadence !== period.cadence) return 'not_applicable';
  if (!scheme.chosen || !isInForce(scheme, period)) return 'not_reported';
  return at >= printableFrom(category, period) ? 'band' : 'not_reported';
}

/** Whether the permission was there for the whole period. */
const isInForce = ({ validFrom, validUntil }: Structure, { from, to }: Period) =>
  (validFrom === undefined || new Date(validFrom) <= from) &&
  (validUntil === undefined || to <= new Date(validUntil));

function categoryCells(
  rows: readonly SecretRow[],
  { scheme, category, state }: { scheme: Structure; category: BandCategory; state: BandCell['state'] },
): BandCell[] {
  const counted = rows.filter((row) => category.instruments?.includes(row.instrument) ?? true);
  return (['demands', 'selectors'] as const).map((measure) => {
    const place = { series: SERIES, country: scheme.jurisdiction, instrument: category.id, outcome: null };
    if (state !== 'band') return { ...place, measure, low: null, high: null, state, unit: measure };
    const band = SecretSum.bandOf(
      counted.map((row) => row[measure]),
      scheme,
    );
    const lifted = counted.reduce((sum, row) => sum + row.lifted[measure], 0);
    return withLifted({ ...place, measure, ...band, state, unit: measure }, lifted);
  });
}

/**
 * The same band with its low end raised by what may be told one by one by now. It stays below the high end, and never goes
 * back.
 */
export function withLifted(cell: BandCell, lifted: number): BandCell {
  const before = cell.lifted ?? 0;
  if (cell.low === null || cell.high === null || lifted <= before) return cell;
  // As wide as it was drawn: what was raised before is taken off first.
  const low = cell.low - before;
  const most = cell.high - low;
  const raised = Math.min(lifted, most);
  return raised === 0 ? cell : { ...cell, low: low + raised, lifted: raised };
}
