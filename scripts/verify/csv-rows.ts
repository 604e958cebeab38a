import { PackageFault } from './package-fault.ts';

/** One apostrophe stands before what a spreadsheet would run. */
const NEUTRALISED = /^'(?='*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20])/;

/** Rows of RFC 4180 as objects by the names of the first row, with the exact text of each cell. */
export async function* csvRows(source: AsyncIterable<Uint8Array>): AsyncGenerator<Record<string, string>> {
  let names: string[] | undefined;
  for await (const cells of csvCells(source)) {
    if (!names) names = cells;
    else if (cells.length !== names.length) throw new PackageFault('a table has a row of another length');
    else
      yield Object.fromEntries(
        names.map((name, index) => {
          const cell = cells[index] ?? '';
          return [name, cell.startsWith("'") ? cell.replace(NEUTRALISED, '') : cell];
        }),
      );
  }
}

/** Longest cell, in characters: more than a record may have. */
const MAX_CELL = 64 * 1024 * 1024;
/** What ends a stretch of a cell that is not quoted. */
const PLAIN = /[",\r\n]/g;

function endOf(text: string, from: number, isQuoted: boolean): number {
  PLAIN.lastIndex = from;
  const end = isQuoted ? text.indexOf('"', from) : (PLAIN.exec(text)?.index ?? -1);
  return end < 0 ? text.length : end;
}

async function* csvCells(source: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [row, cell, isQuoted, wasQuote]: [string[], string, boolean, boolean] = [[], '', false, false];
  const take = function* (text: string): Generator<string[]> {
    for (let at = 0; at < text.length; at += 1) {
      const end = endOf(text, at, isQuoted);
      if (end > at) {
        cell += text.slice(at, end);
        wasQuote = false;
      }
      if (cell.length > MAX_CELL)
        throw new PackageFault('a table has a cell that is too long to be of a record');
      at = end;
      const char = text[at];
      if (isQuoted && char === '"') [isQuoted, wasQuote] = [false, true];
      else if (char === '"' && wasQuote) [cell, isQuoted, wasQuote] = [`${cell}"`, true, false];
      else if (char === '"') isQuoted = true;
      else if (char === ',') {
        row.push(cell);
        [cell, wasQuote] = ['', false];
      } else if (char === '\n') {
        row.push(cell);
        yield row;
        [row, cell, wasQuote] = [[], '', false];
      }
    }
  };
  for await (const chunk of source) yield* take(decoder.decode(chunk, { stream: true }));
  yield* take(decoder.decode());
  if (isQuoted || cell !== '' || row.length > 0) throw new PackageFault('a table breaks off');
}
