import { InconsistentState } from '../shared/faults.ts';

const MAX_LINE = 16 * 1024 * 1024;

/** The lines of a stream of UTF-8, without their ends. @throws InconsistentState for a line beyond 16 Mi characters */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) throw new InconsistentState('a line without an end');
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
