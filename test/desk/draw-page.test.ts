import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { encode } from 'jpeg-js';
import { MAX_PNG_BYTES } from '../../functions/desk/drawing/png.ts';
import { pageProcess } from '../../functions/desk/page-process.ts';
import { pngOf, whiteFax } from '../kit/images.ts';
import { pdfOf, streamOf, textPdf } from '../kit/pdf.ts';
import { draw, isBlank, PROGRAM, pictureOf } from './drawn.ts';

const PDF = 'application/pdf';
const pageOf = (bytes: Uint8Array, page = 1) => draw(bytes, { mediaType: PDF, page });
const png = (bytes: Uint8Array) => draw(bytes, { mediaType: 'image/png', page: 1 });
const jpeg = (bytes: Uint8Array) => draw(bytes, { mediaType: 'image/jpeg', page: 1 });
const tiff = (bytes: Uint8Array, page = 1) => draw(bytes, { mediaType: 'image/tiff', page });

/** A small photograph: white, with a red stamp in a corner. */
const photograph = (width: number, height: number) => ({
  width,
  height,
  data: Buffer.alloc(width * height * 4, 255).fill(
    Buffer.from([255, 0, 0, 255]),
    0,
    width * (height / 4) * 4,
  ),
});

describe('a PDF', () => {
  it('is drawn page by page', async () => {
    const paper = textPdf(['SEARCH WARRANT', 'Sample'], { pages: 3 });
    const last = await pageOf(paper, 3);
    expect(last).toMatchObject({ pages: 3 });
    expect(pictureOf(last)).toMatchObject({ width: 1600, height: 2264 });
    expect(isBlank(pictureOf(last))).toBe(false);
    expect(isBlank(pictureOf(await pageOf(textPdf([]))))).toBe(true);
    expect(await pageOf(paper, 4)).toEqual({ fault: 'no-such-page' });
  });

  it('that asks to run, to open, to fetch and to unpack does none of it, and looks as it does without', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sheet = (more: string) =>
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> /XObject << /X1 9 0 R /X2 10 0 R >> >> ${more} >>`;
    const paper = (more: { catalogue: string; sheet: string }) =>
      pdfOf([
        `<< /Type /Catalog /Pages 2 0 R ${more.catalogue} >>`,
        '<< /Type /Pages /Kids [5 0 R] /Count 1 >>',
        streamOf('BT /F1 14 Tf 60 760 Td (Sample order) Tj ET /X1 Do /X2 Do'),
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
        sheet(more.sheet),
        `<< /S /JavaScript /JS (app.launchURL\\("${url}/js"\\); this.exportDataObject\\({cName: "a", nLaunch: 2}\\)) >>`,
        `<< /Type /Filespec /F (a.exe) /EF << /F 8 0 R >> >>`,
        streamOf('MZ', '/Type /EmbeddedFile'),
        streamOf(
          '',
          `/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Ref << /F << /FS /URL /F (${url}/ref) >> /Page 0 >>`,
        ),
        streamOf(
          '',
          `/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /F << /FS /URL /F (${url}/image) >>`,
        ),
        `<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /Border [0 0 0] /A << /S /URI /URI (${url}/uri) >> /AA << /PO << /S /Launch /F (/bin/sh) >> >> >>`,
        `<< /S /SubmitForm /F << /FS /URL /F (${url}/form) >> >>`,
        `<< /S /GoToR /F << /FS /URL /F (${url}/goto) >> /D [0 /Fit] >>`,
      ]);
    const hostile = paper({
      catalogue:
        '/OpenAction 6 0 R /AA << /WC 12 0 R /DS 6 0 R >> /Names << /JavaScript << /Names [(a) 6 0 R] >> /EmbeddedFiles << /Names [(a) 7 0 R] >> >> /AcroForm << /Fields [] /XFA [] >>',
      sheet: '/Annots [11 0 R] /AA << /O 13 0 R /C 12 0 R >>',
    });
    const [with_, without] = [
      pictureOf(await pageOf(hostile)),
      pictureOf(await pageOf(paper({ catalogue: '', sheet: '' }))),
    ];
    await new Promise((resolve) => server.close(resolve));
    expect(isBlank(without)).toBe(false);
    expect(with_.bytes.equals(without.bytes)).toBe(true);
    expect(asked).toEqual([]);
  });

  it('is drawn by code that has no way to a network or a program: its host gives it none', () => {
    // The types of Node know WebAssembly as a place of types alone.
    const { Module } = Reflect.get(globalThis, 'WebAssembly');
    const imports: { name: string }[] = Module.imports(new Module(readFileSync(PROGRAM.wasm)));
    const given = imports.map(({ name }) => name);
    expect(given).toContain('fd_read');
    expect(
      given.filter((name) =>
        /sock|connect|send|recv|fetch|http|exec|spawn|fork|system|dlopen|eval/i.test(name),
      ),
    ).toEqual([]);
  });

  it('of two hundred metres, of ten thousand pages and of no size costs no more than another', async () => {
    for (const size of ['570000 570000', '570000 1', '1 570000', '0.001 0.001']) {
      const { width, height } = pictureOf(await pageOf(textPdf(['Sample'], { size })));
      expect([size, width <= 1600 && height > 0 && width * height <= 4_000_000]).toEqual([size, true]);
    }
    const thick = await pageOf(textPdf(['Sample'], { pages: 10_000 }), 10_000);
    expect(thick).toMatchObject({ pages: 10_000 });
  });

  it('that is locked, cut off, nested without end, or no PDF has no pages', async () => {
    const locked = readFileSync(join(import.meta.dirname, 'papers/locked.pdf'));
    expect(await pageOf(locked)).toEqual({ fault: 'encrypted' });
    expect(await pageOf(textPdf(['Sample']).subarray(0, 150))).toEqual({ fault: 'unreadable' });
    expect(await pageOf(Buffer.from('%PDF-1.7\nSample'))).toEqual({ fault: 'unreadable' });
    expect(await pageOf(pdfOf([`<< /Type /Catalog /Pages ${'['.repeat(200_000)} >>`]))).toEqual({
      fault: 'unreadable',
    });
  });

  it('whose forms draw themselves a billion times over is given up in time', async () => {
    const form = (index: number) =>
      streamOf(
        `/X ${'Do /X '.repeat(30)}Do`,
        `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X ${index + 1} 0 R >> >>`,
      );
    const paper = pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>',
      streamOf('/X Do'),
      ...Array.from({ length: 8 }, (_, index) => form(index + 5)),
      streamOf('0 0 595 842 re f', '/Type /XObject /Subtype /Form /BBox [0 0 595 842]'),
    ]);
    const began = Date.now();
    expect(await pageProcess(PROGRAM, 4000)(paper, { mediaType: PDF, page: 1 })).toEqual({
      fault: 'unreadable',
    });
    expect(Date.now() - began).toBeLessThan(20_000);
  });
});

describe('an image', () => {
  it('is made as small as a page, in its colours', async () => {
    const [width, height] = [2400, 3200];
    const line = Buffer.alloc(width * 3 + 1, Buffer.from([255, 0, 0])).fill(0, 0, 1);
    line.fill(Buffer.from([255, 0, 0]), 1);
    const white = Buffer.alloc(width * 3 + 1, 255).fill(0, 0, 1);
    const lines = Buffer.concat(Array.from({ length: height }, (_, y) => (y < 800 ? line : white)));
    const large = pictureOf(await png(pngOf(width, height, lines, 2)));
    expect(large).toMatchObject({ width: 1600, height: 2133 });
    const small = pictureOf(await jpeg(encode(photograph(64, 64), 95).data));
    expect(small).toMatchObject({ width: 64, height: 64 });
    for (const picture of [large, small]) {
      const [red = 0, green = 255] = picture.at(10, 4);
      expect([red > 240, green < 15]).toEqual([true, true]);
      expect(picture.at(10, picture.height - 4)).toEqual([255, 255, 255]);
    }
  });

  it('of noise fits an answer, in grey', async () => {
    const [width, height] = [1600, 2500];
    const lines = randomBytes((width * 3 + 1) * height);
    for (let y = 0; y < height; y += 1) lines[y * (width * 3 + 1)] = 0;
    const drawn = await png(pngOf(width, height, lines, 2));
    if ('fault' in drawn) throw new Error(drawn.fault);
    expect(drawn.png.byteLength).toBeGreaterThan(3_000_000);
    expect(drawn.png.byteLength).toBeLessThanOrEqual(MAX_PNG_BYTES);
    expect(pictureOf(drawn).bytes.length).toBe((width + 1) * height);
  });

  it('that is a fax is drawn sheet by sheet', async () => {
    const fax = whiteFax([
      { width: 1728, height: 1100 },
      { width: 864, height: 550 },
    ]);
    const second = await tiff(fax, 2);
    expect(second).toMatchObject({ pages: 2 });
    expect(pictureOf(second)).toMatchObject({ width: 864, height: 550 });
    expect(isBlank(pictureOf(second))).toBe(true);
    expect(await tiff(fax, 3)).toEqual({ fault: 'no-such-page' });
  });

  it('that states more pixels than are drawn, or holds more than it states, is too large before one is decoded', async () => {
    expect(await png(pngOf(65_535, 65_535, Buffer.alloc(10)))).toEqual({ fault: 'too-large' });
    expect(await png(pngOf(10, 10, Buffer.alloc(200_000_000)))).toEqual({ fault: 'too-large' });
    expect(await tiff(whiteFax([{ width: 60_000, height: 60_000 }]))).toEqual({ fault: 'too-large' });
    const small = Buffer.from(encode(photograph(16, 16), 90).data);
    const frame = small.indexOf(Buffer.from([0xff, 0xc0]));
    small.writeUInt16BE(65_535, frame + 5);
    small.writeUInt16BE(65_535, frame + 7);
    expect(await jpeg(small)).toEqual({ fault: 'too-large' });
  });

  it('that is cut off, is another, or goes round in a circle cannot be read', async () => {
    const whole = Buffer.from(encode(photograph(16, 16), 90).data);
    expect(await jpeg(whole.subarray(0, 60))).toEqual({ fault: 'unreadable' });
    expect(await png(whole)).toEqual({ fault: 'unreadable' });
    expect(await jpeg(pngOf(3, 2, Buffer.alloc(8)))).toEqual({ fault: 'unreadable' });
    expect(await tiff(Buffer.from('II*\u0000'))).toEqual({ fault: 'unreadable' });
    const circle = whiteFax([{ width: 16, height: 16 }], 8);
    expect(await pageProcess(PROGRAM, 5000)(circle, { mediaType: 'image/tiff', page: 1 })).toEqual({
      fault: 'unreadable',
    });
  });
});
