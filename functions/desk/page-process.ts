import { spawn } from 'node:child_process';
import * as z from 'zod/mini';
import type { DrawnPage, PageDrawer } from './draw-paper.ts';
import { PAGE_FAULTS } from './drawing/page-fault.ts';
import { isPng, MAX_PNG_BYTES } from './drawing/png.ts';

/** Where the program is that draws, PDFium beside it, and the folder of all code that it reads. */
export type Program = { script: string; wasm: string; readable: string };

/** Until then a page is drawn, or it is given up. */
const DRAW_MS = 12_000;
const MOST_ANSWER_BYTES = MAX_PNG_BYTES + 1000;
/** 512 MiB, of 64 KiB each: what PDFium may take, and the heap beside it, in MiB. */
const WASM_PAGES = 8192;
const HEAP_MIB = 512;

const Said = z.union([
  z.strictObject({ pages: z.int().check(z.minimum(1)) }),
  z.strictObject({ fault: z.enum(PAGE_FAULTS) }),
]);
const UNREADABLE: DrawnPage = { fault: 'unreadable' };

/**
 * Draws in a process that lives for one page. It gets no variable of ours, and so no credentials; Node lets it read its
 * own code and nothing else, write nothing and start nothing. What takes too long, grows too large or breaks off is
 * unreadable, and what it says is believed no further than its shape.
 */
export const pageProcess =
  ({ script, wasm, readable }: Program, ms = DRAW_MS): PageDrawer =>
  (bytes, { mediaType, page }) =>
    new Promise((resolve) => {
      const rights = [
        '--permission',
        `--allow-fs-read=${readable}`,
        '--disallow-code-generation-from-strings',
      ];
      const bounds = [`--wasm-max-mem-pages=${WASM_PAGES}`, `--max-old-space-size=${HEAP_MIB}`];
      const child = spawn(
        process.execPath,
        [...rights, ...bounds, '--no-warnings', script, mediaType, String(page), wasm],
        { env: {}, stdio: ['pipe', 'pipe', 'ignore'], timeout: ms, killSignal: 'SIGKILL' },
      );
      const chunks: Buffer[] = [];
      let size = 0;
      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MOST_ANSWER_BYTES) child.kill('SIGKILL');
        else chunks.push(chunk);
      });
      // It may end before it has read everything.
      child.stdin.on('error', () => {});
      child.on('error', () => resolve(UNREADABLE));
      child.on('close', (code) => resolve(code === 0 ? answerOf(Buffer.concat(chunks)) : UNREADABLE));
      child.stdin.end(bytes);
    });

function answerOf(answer: Buffer): DrawnPage {
  const line = answer.indexOf('\n');
  const said = Said.safeParse(parsed(answer.toString('utf8', 0, Math.max(line, 0))));
  if (!said.success) return UNREADABLE;
  if ('fault' in said.data) return said.data;
  const png = answer.subarray(line + 1);
  return isPng(png) ? { ...said.data, png } : UNREADABLE;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
