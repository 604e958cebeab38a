import { html, type Markup, type Part } from '../../shared/html.ts';

/** One bar: what it is of, how long it is, and what it says at its end. A range is drawn from `low` to `high`. */
export type Bar = { label: string; low?: number; high: number; says: string };

type Chart = {
  title: string;
  bars: readonly Bar[];
  /** What the longest bar may be; else the longest there is. */
  most?: number;
  /** Of the drawing, in which a letter is 14 high: it grows with its place on the page. */
  width?: number;
};

/** Of the columns beside the bars, and of a row and its bar. */
const [LABEL, VALUE] = [190, 130] as const;
const [ROW, BAR] = [28, 18] as const;

/**
 * Bars from zero, one below the other, each with its number at its end: nothing to hover over, no axis to read from. Ranges
 * are hatched from their low to their high end, and have no middle. The table beside it says the same to who cannot see it.
 */
export function barChart({ title, bars, most, width = 720 }: Chart): Markup {
  const height = bars.length * ROW;
  const scale = {
    most: most ?? Math.max(1, ...bars.map(({ high }) => high)),
    plot: width - LABEL - VALUE,
  };
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<line class="zero" x1="${LABEL}" y1="0" x2="${LABEL}" y2="${height}"/>${bars.map((bar, row) => drawn(bar, row, scale))}
</svg>`;
}

function drawn(
  { label, low, high, says }: Bar,
  row: number,
  { most, plot }: { most: number; plot: number },
): Part {
  const [top, middle] = [row * ROW + (ROW - BAR) / 2, row * ROW + ROW / 2];
  const at = (value: number) => rounded((Math.min(value, most) / most) * plot);
  const [from, to] = [at(low ?? 0), at(high)];
  const long = rounded(Math.max(to - from, high > 0 ? 1 : 0));
  return html`
<text class="label" x="${LABEL - 10}" y="${middle}">${shortened(label)}</text>
<rect class="${low === undefined ? 'bar' : 'range'}" x="${rounded(LABEL + from)}" y="${top}" width="${long}" height="${BAR}"/>
<text class="value" x="${rounded(LABEL + to + 8)}" y="${middle}">${says}</text>`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** A label is cut where it would run out of its column; the table has it whole. */
const MOST_LETTERS = 22;
const shortened = (label: string): string =>
  label.length > MOST_LETTERS ? `${label.slice(0, MOST_LETTERS - 1)}…` : label;
