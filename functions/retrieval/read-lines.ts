import { InconsistentState } from '../shared/faults.ts';

/** Longest line, in characters. */
export const MAX_LINE = 16 * 1024 * 1024;

/** The lines of a stream of UTF-8, without their ends. @throws InconsistentState for a line beyond 16 Mi characters */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  // What came of a line, unjoined until its end: joining it with each chunk would take the square of its length.
  let begun: string[] = [];
  let length = 0;
  const begin = (text: string) => {
    if (text !== '') begun.push(text);
    length += text.length;
    if (length > MAX_LINE) throw new InconsistentState('a line without an end');
  };
  for await (const chunk of source) {
    const lines = decoder.decode(chunk, { stream: true }).split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      begin(line);
      yield begun.join('');
      [begun, length] = [[], 0];
    }
    begin(last);
  }
  begin(decoder.decode());
  if (length > 0) yield begun.join('');
}
