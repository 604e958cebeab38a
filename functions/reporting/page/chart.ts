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

/** A drawing: its width, where bars begin, how high a row is and where in it the label and the bar's middle are. */
type Layout = { width: number; left: number; row: number; label: number; middle: number; letters: number };

/** Of the column behind the bars, and of a bar. */
const [VALUE, BAR] = [130, 18] as const;

/** The label before its bar. It is cut where it would run out of its column; the table has it whole. */
const wide = (width: number): Layout => ({ width, left: 190, row: 28, label: 14, middle: 14, letters: 22 });

/** For a telephone, on which the drawing is about as wide as it is here: the label above its bar. */
const NARROW: Layout = { width: 320, left: 0, row: 48, label: 12, middle: 31, letters: 40 };

/**
 * Bars from zero, one below the other, each with its number at its end: nothing to hover over, no axis to read from. Ranges
 * are hatched from their low to their high end, and have no middle. The table beside it says the same to who cannot see it.
 * It is drawn twice, and the style of the page shows one of the two.
 */
export const barChart = ({ width = 720, ...chart }: Chart): Markup =>
  html`${drawing('wide', wide(width), chart)}${drawing('narrow', NARROW, chart)}`;

function drawing(name: string, layout: Layout, { title, bars, most }: Omit<Chart, 'width'>): Markup {
  const { width, left, row } = layout;
  const height = bars.length * row;
  const longest = most ?? Math.max(1, ...bars.map(({ high }) => high));
  return html`<svg class="chart ${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<line class="zero" x1="${left}" y1="0" x2="${left}" y2="${height}"/>${bars.map((bar, at) => drawn(bar, at * layout.row, layout, longest))}
</svg>`;
}

function drawn({ label, low, high, says }: Bar, y: number, layout: Layout, most: number): Part {
  const { width, left, middle, letters } = layout;
  const at = (value: number) => rounded((Math.min(value, most) / most) * (width - left - VALUE));
  const [from, to] = [at(low ?? 0), at(high)];
  const long = rounded(Math.max(to - from, high > 0 ? 1 : 0));
  return html`
<text class="label" x="${Math.max(3, left - 10)}" y="${y + layout.label}">${shortened(label, letters)}</text>
<rect class="${low === undefined ? 'bar' : 'range'}" x="${rounded(left + from)}" y="${y + middle - BAR / 2}" width="${long}" height="${BAR}"/>
<text class="value" x="${rounded(left + to + 8)}" y="${y + middle}">${says}</text>`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

const shortened = (label: string, most: number): string =>
  label.length > most ? `${label.slice(0, most - 1)}…` : label;
