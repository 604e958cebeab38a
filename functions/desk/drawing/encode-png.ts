import { crc32, deflateSync } from 'node:zlib';
import type { Bitmap } from './bitmap.ts';
import { MAX_PNG_BYTES, PNG_SIGNATURE } from './png.ts';

/** A pixel of it, all four bytes. */
const WHITE = 0xffffffff;

/** Colour types of PNG (W3C PNG, 11.2.1), by bytes of a pixel. */
const GREY = { type: 0, channels: 1 };
const COLOUR = { type: 2, channels: 3 };

/** A page on white paper: in colour where that fits an answer, else in grey, which does always. */
export function encodePng(bitmap: Bitmap): Buffer {
  const coloured = png(bitmap, COLOUR);
  return coloured.byteLength <= MAX_PNG_BYTES ? coloured : png(bitmap, GREY);
}

/** Signature, header, one chunk of pixels, end. By a library in JavaScript it took as long as drawing the page. */
function png({ width, height, rgba }: Bitmap, { type, channels }: typeof GREY): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, type], 8);
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines({ width, height, rgba }, channels))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The pixels over white, line after line, each behind a byte that says that it is not filtered: a page of text gains little. */
function lines({ width, height, rgba }: Bitmap, channels: number): Buffer {
  const length = width * channels + 1;
  // Most of a page is white.
  const raw = Buffer.alloc(length * height, 255);
  const pixels = new Uint32Array(Uint8Array.from(rgba).buffer, 0, width * height);
  for (let y = 0, pixel = 0; y < height; y += 1) {
    let to = y * length;
    raw[to++] = 0;
    for (const end = pixel + width; pixel < end; pixel += 1, to += channels) {
      if (pixels[pixel] === WHITE) continue;
      const at = pixel * 4;
      const alpha = rgba[at + 3] ?? 0;
      const red = over(rgba[at] ?? 0, alpha);
      const green = over(rgba[at + 1] ?? 0, alpha);
      const blue = over(rgba[at + 2] ?? 0, alpha);
      if (channels === 1) raw[to] = Math.round((red + green + blue) / 3);
      else {
        raw[to] = red;
        raw[to + 1] = green;
        raw[to + 2] = blue;
      }
    }
  }
  return raw;
}

const over = (colour: number, alpha: number): number =>
  alpha === 255 ? colour : Math.round((colour * alpha) / 255) + 255 - alpha;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
