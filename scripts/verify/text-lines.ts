import { PackageFault } from './package-fault.ts';

/** Longest line, in bytes: four times the characters that a record may have. */
const MAX_LINE = 64 * 1024 * 1024;

/** Lines of a stream as bytes in Latin-1, without their LF; the text after the last LF comes last, if there is any. */
export async function* textLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: string[] = [];
  let length = 0;
  const add = (part: string) => {
    parts.push(part);
    length += part.length;
    if (length > MAX_LINE) throw new PackageFault('a line is too long to be a record');
  };
  for await (const chunk of source) {
    const text = Buffer.from(chunk).toString('latin1');
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      add(text.slice(start, end));
      yield parts.join('');
      [parts, length, start] = [[], 0, end + 1];
    }
    add(text.slice(start));
  }
  if (length > 0) yield parts.join('');
}
