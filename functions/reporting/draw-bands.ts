import type { BandCategory, BandScheme } from '../validity/law/band-scheme.schema.ts';
import { bandOf } from './band.ts';
import type { Period } from './period.ts';
import { printableFrom } from './printable-from.ts';
import type { BandSection, Cell } from './report.schema.ts';
import type { SecretRow, Tally } from './tally.ts';

/** The series under which bands appear, and nothing else does. */
const SERIES = 'national-security';

/**
 * The national-security section of one jurisdiction. Whether a number is printed depends on the structure, the period
 * and the date alone, never on the number: no demand at all prints the first band.
 */
export function drawBands(
  secret: Tally['secret'],
  { scheme, period, at }: { scheme: BandScheme; period: Period; at: Date },
): BandSection {
  const { id, cite, jurisdiction, width } = scheme;
  const rows = [...secret.values()].filter((row) => row.country === jurisdiction);
  const cells = scheme.categories.flatMap((category) =>
    categoryCells(rows, { scheme, category, state: stateOf({ scheme, category, period, at }) }),
  );
  return { scheme: id, cite, jurisdiction, width, cells };
}

type Question = { scheme: BandScheme; category: BandCategory; period: Period; at: Date };

function stateOf({ scheme, category, period, at }: Question): Cell['state'] {
  if (scheme.cadence !== period.cadence) return 'not_applicable';
  return at >= printableFrom(category, period) ? 'band' : 'not_reported';
}

function categoryCells(
  rows: readonly SecretRow[],
  { scheme, category, state }: { scheme: BandScheme; category: BandCategory; state: Cell['state'] },
): Cell[] {
  const counted = rows.filter((row) => category.instruments?.includes(row.instrument) ?? true);
  return (['demands', 'selectors'] as const).map((measure) => {
    const exact = counted.reduce((sum, row) => sum + row[measure], 0);
    const band = state === 'band' ? bandOf(exact, scheme) : { low: null, high: null };
    const place = { series: SERIES, country: scheme.jurisdiction, instrument: category.id };
    return { ...place, measure, outcome: null, ...band, state, unit: measure };
  });
}
