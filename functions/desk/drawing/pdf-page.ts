import { PDFiumLibrary } from '@hyzyla/pdfium';
import { drawnSize } from './bitmap.ts';
import type { DrawPage } from './draw-page.ts';
import { NotDrawn } from './page-fault.ts';

/** What the wrapper says where PDFium says FPDF_ERR_PASSWORD or FPDF_ERR_SECURITY. */
const LOCKED = /^(Password|Unsupported security)/;

/**
 * A page of a PDF by PDFium, compiled without JavaScript and without XFA: nothing in the file is run, followed or unpacked.
 * No form is filled in; what its fields look like is in the file.
 */
export const pdfPage =
  (wasm: Uint8Array): DrawPage =>
  async (bytes, page) => {
    const wasmBinary = new Uint8Array(wasm).buffer;
    const pdfium = await PDFiumLibrary.init({ wasmBinary });
    const paper = await pdfium.loadDocument(bytes).catch((error: unknown) => {
      throw new NotDrawn(LOCKED.test(String(Object(error).message)) ? 'encrypted' : 'unreadable');
    });
    const pages = paper.getPageCount();
    if (page > pages) throw new NotDrawn(pages > 0 ? 'no-such-page' : 'unreadable');
    const sheet = paper.getPage(page - 1);
    const { originalWidth, originalHeight } = sheet.getOriginalSize();
    const { width, height } = drawnSize(originalWidth, originalHeight);
    const { data } = await sheet.render({ width, height, colorSpace: 'BGRA', render: 'bitmap' });
    return { pages, bitmap: { width, height, rgba: data } };
  };
