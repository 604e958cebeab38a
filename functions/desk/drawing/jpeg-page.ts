import { decode } from 'jpeg-js';
import { MAX_IMAGE_PIXELS, scaledDown } from './bitmap.ts';
import type { DrawPage } from './draw-page.ts';
import { NotDrawn } from './page-fault.ts';

const BOUNDS = { maxResolutionInMP: MAX_IMAGE_PIXELS / 1_000_000, maxMemoryUsageInMB: 768 };

/** A JPEG: the decoder looks at its size first. */
export const jpegPage: DrawPage = async (bytes, page) => {
  if (page > 1) throw new NotDrawn('no-such-page');
  const { width, height, data } = decoded(bytes);
  return { pages: 1, bitmap: scaledDown({ width, height, rgba: data }) };
};

function decoded(bytes: Uint8Array) {
  try {
    return decode(bytes, { useTArray: true, ...BOUNDS });
  } catch (error) {
    throw new NotDrawn(/exceeded/.test(String(Object(error).message)) ? 'too-large' : 'unreadable');
  }
}
