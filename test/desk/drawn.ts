import { join } from 'node:path';
import type { DrawnPage } from '../../functions/desk/draw-paper.ts';
import { pageProcess } from '../../functions/desk/page-process.ts';
import { ROOT } from '../../lib/shared/build-bundles.ts';
import { type Picture, readPng } from '../kit/images.ts';

/** The program as it stands in the sources, with what it reads. */
export const PROGRAM = {
  script: join(ROOT, 'functions/desk/drawing/draw-page.process.ts'),
  wasm: join(ROOT, 'node_modules/@hyzyla/pdfium/dist/pdfium.wasm'),
  readable: ROOT,
};

/** Long, since tests share a machine with others. */
export const draw = pageProcess(PROGRAM, 60_000);

/** A page that was drawn, decoded. @throws Error with the fault, where it was not */
export function pictureOf(drawn: DrawnPage): Picture {
  if ('fault' in drawn) throw new Error(`not drawn: ${drawn.fault}`);
  return readPng(Buffer.from(drawn.png));
}

/** Whether anything is on the page: a line of white begins with the filter that it has, none. */
export const isBlank = ({ bytes }: Picture): boolean => !bytes.some((byte) => byte > 0 && byte < 255);
