/** Pixels, four bytes each: red, green, blue, alpha. */
export type Bitmap = { width: number; height: number; rgba: Uint8Array };

/** Most pixels of an image that is decoded: a page of A4 at 600 dots per inch has 35 million. */
export const MAX_IMAGE_PIXELS = 40_000_000;

/** What is drawn is no wider, and has no more pixels: in grey, which takes a byte each, it fits an answer whatever it shows. */
const MAX_WIDTH = 1600;
const MAX_PIXELS = 4_000_000;

/**
 * The size in which something is drawn that is so large, in any unit.
 * @throws RangeError for what has no size
 */
export function drawnSize(width: number, height: number): { width: number; height: number } {
  if (!(width > 0 && height > 0 && Number.isFinite(width) && Number.isFinite(height)))
    throw new RangeError('without a size');
  const wide = Math.min(MAX_WIDTH, Math.sqrt((MAX_PIXELS * width) / height));
  return {
    width: Math.max(1, Math.floor(wide)),
    height: Math.max(1, Math.min(MAX_PIXELS, Math.floor((wide * height) / width))),
  };
}

/** An image made as small as it is drawn, each pixel the mean of those that it stands for; none is made larger. */
export function scaledDown({ width, height, rgba }: Bitmap): Bitmap {
  const drawn = drawnSize(width, height);
  const across = Math.min(drawn.width, width);
  const down = Math.min(drawn.height, height);
  if (across === width && down === height) return { width, height, rgba };
  const small = new Uint8Array(across * down * 4);
  for (let y = 0; y < down; y += 1) {
    const rows = spanOf(y, height, down);
    for (let x = 0; x < across; x += 1) {
      const columns = spanOf(x, width, across);
      const sum = [0, 0, 0, 0];
      for (let row = rows.from; row < rows.to; row += 1)
        for (let at = (row * width + columns.from) * 4; at < (row * width + columns.to) * 4; at += 1)
          sum[at % 4] = (sum[at % 4] ?? 0) + (rgba[at] ?? 0);
      const count = (rows.to - rows.from) * (columns.to - columns.from);
      for (const channel of [0, 1, 2, 3])
        small[(y * across + x) * 4 + channel] = Math.round((sum[channel] ?? 0) / count);
    }
  }
  return { width: across, height: down, rgba: small };
}

const spanOf = (index: number, from: number, to: number) => ({
  from: Math.floor((index * from) / to),
  to: Math.max(Math.floor(((index + 1) * from) / to), Math.floor((index * from) / to) + 1),
});
