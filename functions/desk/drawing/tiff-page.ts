import UTIF from 'utif2';
import { MAX_IMAGE_PIXELS, scaledDown } from './bitmap.ts';
import type { DrawPage } from './draw-page.ts';
import { NotDrawn } from './page-fault.ts';

/** A page of a TIFF, such as a fax: one directory each. Its size is looked at before its pixels are decoded. */
export const tiffPage: DrawPage = async (bytes, page) => {
  const file = new Uint8Array(bytes).buffer;
  const directories = UTIF.decode(file).filter((directory) => sideOf(directory.t256) > 0);
  const sheet = directories[page - 1];
  if (!sheet) throw new NotDrawn(directories.length > 0 ? 'no-such-page' : 'unreadable');
  const width = sideOf(sheet.t256);
  const height = sideOf(sheet.t257);
  if (width * height > MAX_IMAGE_PIXELS) throw new NotDrawn('too-large');
  UTIF.decodeImage(file, sheet);
  return { pages: directories.length, bitmap: scaledDown({ width, height, rgba: UTIF.toRGBA8(sheet) }) };
};

/** Tags 256 and 257: width and length of an image (TIFF 6.0, section 8). */
const sideOf = (tag: unknown): number => {
  const side = Array.isArray(tag) ? Number(tag[0]) : 0;
  return Number.isSafeInteger(side) && side > 0 ? side : 0;
};
