import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { encodePng } from './encode-png.ts';
import { jpegPage } from './jpeg-page.ts';
import { NotDrawn, type PageFault } from './page-fault.ts';
import { pdfPage } from './pdf-page.ts';
import { pngPage } from './png-page.ts';
import { tiffPage } from './tiff-page.ts';

/*
 * A program of its own, `page-process.ts` starts it: a paper comes in, one line of JSON and a picture go out. It is
 * started for each page, with no environment and no right to write, to start anything or to read more than its own code.
 */
const [mediaType, page, wasm = ''] = process.argv.slice(2);

const drawn = { 'image/png': pngPage, 'image/jpeg': jpegPage, 'image/tiff': tiffPage };
const draw = drawn[mediaType as keyof typeof drawn] ?? pdfPage(readFileSync(wasm));

const answer = (said: { pages: number } | { fault: PageFault }, png?: Buffer) => {
  process.stdout.write(`${JSON.stringify(said)}\n`);
  if (png) process.stdout.write(png);
};

try {
  const { pages, bitmap } = await draw(await buffer(process.stdin), Number(page));
  answer({ pages }, encodePng(bitmap));
} catch (error) {
  answer({ fault: error instanceof NotDrawn ? error.fault : 'unreadable' });
}
