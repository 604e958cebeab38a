import { inflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { MAX_IMAGE_PIXELS, scaledDown } from './bitmap.ts';
import type { DrawPage } from './draw-page.ts';
import { NotDrawn } from './page-fault.ts';
import { isPng } from './png.ts';

/** A byte before each line says how it was filtered, in each of the seven passes of an interlaced image. */
const PASSES = 7;
/** Sixteen bits of four channels. */
const MOST_BYTES_A_PIXEL = 8;

/** A PNG (W3C PNG, 5): its size is looked at before a pixel is. */
export const pngPage: DrawPage = async (bytes, page) => {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isPng(view)) throw new NotDrawn('unreadable');
  // The first chunk is the header.
  const width = view.readUInt32BE(16);
  const height = view.readUInt32BE(20);
  if (width * height > MAX_IMAGE_PIXELS) throw new NotDrawn('too-large');
  requireBounded(view, width, height);
  if (page > 1) throw new NotDrawn('no-such-page');
  const { data } = PNG.sync.read(view);
  return { pages: 1, bitmap: scaledDown({ width, height, rgba: data }) };
};

/** Whether the compressed pixels are those of an image of this size: the decoder inflates whatever there is. */
function requireBounded(view: Buffer, width: number, height: number): void {
  const most = (width * MOST_BYTES_A_PIXEL + PASSES) * height + PASSES * MOST_BYTES_A_PIXEL;
  const pixels = [...chunksOf(view)].filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  try {
    inflateSync(Buffer.concat(pixels), { maxOutputLength: most });
  } catch (error) {
    throw new NotDrawn(Object(error).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'unreadable');
  }
}

function* chunksOf(view: Buffer) {
  for (let at = 8; at + 12 <= view.length; ) {
    const length = view.readUInt32BE(at);
    yield { type: view.toString('latin1', at + 4, at + 8), data: view.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}
