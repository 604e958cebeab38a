import { fileURLToPath } from 'node:url';
import { DrawRequest } from './draw-paper.schema.ts';
import { drawPaper } from './draw-paper.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { pageProcess } from './page-process.ts';

const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const draw = pageProcess({
  script: beside('draw-page.mjs'),
  wasm: beside('pdfium.wasm'),
  readable: beside('.'),
});

/** Asked by the functions that know who may see a paper. The link that it is given is all that it may read. */
export const handler = async (event: unknown) => drawPaper(DrawRequest.parse(event), { fetchBytes, draw });
