export type Series = {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
};

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 320, 60, 130, 16, 48];
/** Told apart by their marks as well as by their colours. */
const COLOURS = ['#1d70b8', '#d4351c', '#00703c', '#4c2c92'];
const STEPS = 4;
const LINE = 16;

const text = (said: string, x: number, y: number, rest = '') =>
  `<text x="${x}" y="${y}" ${rest}>${said.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;

/** The next number that divides into four without many digits. */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 3, 4, 6, 8, 10].find((step) => step * unit >= value) ?? 10) * unit;
}

/** Each a line apart from the one above it. */
function apart(heights: readonly number[]): number[] {
  const placed = heights.map((height, index) => ({ height, index })).sort((a, b) => a.height - b.height);
  placed.forEach((one, place) => {
    one.height = Math.max(one.height, (placed[place - 1]?.height ?? Number.NEGATIVE_INFINITY) + LINE);
  });
  return placed.sort((a, b) => a.index - b.index).map(({ height }) => height);
}

/** Lines over a logarithmic axis, as SVG that needs nothing else. Both axes begin at what is there least, or at nought. */
export function linePlot({ x, y, series }: { x: string; y: string; series: readonly Series[] }): string {
  const points = series.flatMap((one) => one.points);
  const xs = [...new Set(points.map((point) => point.x))].sort((a, b) => a - b);
  const [first = 1, last = 1] = [xs.at(0), xs.at(-1)];
  const top = roundUp(Math.max(...points.map((point) => point.y), Number.MIN_VALUE));
  const across = (value: number) =>
    LEFT + (Math.log(value / first) / Math.log(last / first || 2)) * (WIDTH - LEFT - RIGHT);
  const down = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const names = apart(series.map(({ points: of }) => down(of.at(-1)?.y ?? 0)));
  const levels = Array.from({ length: STEPS + 1 }, (_, step) => (top * step) / STEPS);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" fill="#0b0c0c">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...levels.flatMap((level) => [
      `<path d="M${LEFT} ${down(level)}H${WIDTH - RIGHT}" stroke="#b1b4b6"/>`,
      text(String(Number(level.toPrecision(3))), LEFT - 8, down(level) + 4, 'text-anchor="end"'),
    ]),
    ...xs.map((value) =>
      text(value.toLocaleString('en-GB'), across(value), HEIGHT - BOTTOM + 20, 'text-anchor="middle"'),
    ),
    text(x, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, 'text-anchor="middle"'),
    text(
      y,
      16,
      (TOP + HEIGHT - BOTTOM) / 2,
      `text-anchor="middle" transform="rotate(-90 16 ${(TOP + HEIGHT - BOTTOM) / 2})"`,
    ),
    ...series.flatMap(({ name, points: of }, index) => {
      const colour = COLOURS[index % COLOURS.length];
      const line = of.map((point) => `${across(point.x)},${down(point.y)}`).join(' ');
      const end = of.at(-1) ?? { x: first, y: 0 };
      return [
        `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...of.map(
          (point) => `<circle cx="${across(point.x)}" cy="${down(point.y)}" r="4" fill="${colour}"/>`,
        ),
        text(name, across(end.x) + 10, (names[index] ?? 0) + 4, `fill="${colour}"`),
      ];
    }),
    '</svg>',
    '',
  ].join('\n');
}
