import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Colour types of PNG, with how many bytes a pixel of them has. */
const BYTES = { 0: 1, 2: 3 } as const;

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
};

/** A PNG of a size that it states, with lines that need not be of that size: each begins with a zero. */
export function pngOf(width: number, height: number, lines: Buffer, colour: keyof typeof BYTES = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  header.writeUInt8(colour, 9);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const CCITT_T6 = 4;
/** A TIFF's directory begins after its header of eight bytes. */
const directorySize = (entries: number) => 2 + entries * 12 + 4;

/** A fax of white sheets (TIFF 6.0, section 11): every line says with one bit that it is as the one before. */
export function whiteFax(sheets: readonly { width: number; height: number }[], next?: number): Buffer {
  let file = Buffer.from([0x49, 0x49, 0x2a, 0x00, 8, 0, 0, 0]);
  sheets.forEach(({ width, height }, index) => {
    const strip = Buffer.alloc(Math.min(Math.ceil(height / 8) + 4, 4096), 0xff);
    const at = file.length + directorySize(8);
    const entries = [
      [256, width],
      [257, height],
      [258, 1],
      [259, CCITT_T6],
      [262, 0],
      [273, at],
      [278, height],
      [279, strip.length],
    ] as const;
    const directory = Buffer.alloc(directorySize(entries.length));
    directory.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, value], place) => {
      directory.writeUInt16LE(tag, 2 + place * 12);
      directory.writeUInt16LE(4, 4 + place * 12);
      directory.writeUInt32LE(1, 6 + place * 12);
      directory.writeUInt32LE(value, 10 + place * 12);
    });
    const isLast = index === sheets.length - 1;
    directory.writeUInt32LE(isLast ? (next ?? 0) : at + strip.length, directory.length - 4);
    file = Buffer.concat([file, directory, strip]);
  });
  return file;
}

export type Picture = { width: number; height: number; at(x: number, y: number): number[]; bytes: Buffer };

/** A PNG as the viewer writes them, in grey or colour and without filters; natively, since a page has millions of pixels. */
export function readPng(png: Buffer): Picture {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const each = BYTES[png.readUInt8(25) as keyof typeof BYTES];
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const bytes = inflateSync(Buffer.concat(data));
  const at = (x: number, y: number) => {
    const start = y * (width * each + 1) + 1 + x * each;
    const [first = 0, second = first, third = first] = bytes.subarray(start, start + each);
    return [first, second, third];
  };
  return { width, height, at, bytes };
}
