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
        names.map((name, index) => [name, (cells[index] ?? '').replace(NEUTRALISED, '')]),
      );
  }
}

async function* csvCells(source: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [row, cell, isQuoted, wasQuote]: [string[], string, boolean, boolean] = [[], '', false, false];
  const take = function* (text: string): Generator<string[]> {
    for (const char of text) {
      if (isQuoted && char !== '"') cell += char;
      else if (isQuoted) [isQuoted, wasQuote] = [false, true];
      else if (char === '"' && wasQuote) [cell, isQuoted, wasQuote] = [`${cell}"`, true, false];
      else if (char === '"') isQuoted = true;
      else if (char === ',') [row, cell, wasQuote] = [[...row, cell], '', false];
      else if (char === '\n') {
        yield [...row, cell];
        [row, cell, wasQuote] = [[], '', false];
      } else if (char !== '\r') cell += char;
    }
  };
  for await (const chunk of source) yield* take(decoder.decode(chunk, { stream: true }));
  yield* take(decoder.decode());
  if (isQuoted || cell !== '' || row.length > 0) throw new PackageFault('a table breaks off');
}
