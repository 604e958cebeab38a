import { PNG } from 'pngjs';
import type { Bitmap } from './bitmap.ts';
import { MAX_PNG_BYTES } from './png.ts';

const WHITE = { red: 255, green: 255, blue: 255 };

/** A page on white paper: in colour where that fits an answer, else in grey, which does always. */
export function encodePng({ width, height, rgba }: Bitmap): Buffer {
  const image = { width, height, data: Buffer.from(rgba) };
  const write = (colorType: 0 | 2) =>
    PNG.sync.write(Object.assign(new PNG({ width, height }), image), {
      colorType,
      inputHasAlpha: true,
      // Trying every filter on every line costs a second; a page of text has little from them.
      filterType: 0,
      bgColor: WHITE,
    });
  const coloured = write(2);
  return coloured.byteLength <= MAX_PNG_BYTES ? coloured : write(0);
}
