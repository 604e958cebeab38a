import { ConnectorServerFault } from './http-fault.ts';

/** Most bytes of a line. Rows of stores are smaller; what is larger is a blob. */
export const MAX_LINE = 1024 * 1024;

const NEWLINE = 0x0a;

/** The lines of a stream, each of which must be ended. Memory holds one of them. @throws ConnectorServerFault */
export async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      const last = piece.subarray(start, end);
      checkLength(length + last.length);
      yield decoded(utf8, [...rest, last]);
      [rest, length, start] = [[], 0, end + 1];
    }
    const more = piece.subarray(start);
    length += more.length;
    checkLength(length);
    if (more.length > 0) rest.push(more);
  }
  if (length > 0) throw new ConnectorServerFault('cut-off', 'the answer ends in the middle of a line');
}

function checkLength(length: number): void {
  if (length > MAX_LINE)
    throw new ConnectorServerFault('line-too-long', `a line has more than ${MAX_LINE} bytes`);
}

function decoded(utf8: InstanceType<typeof TextDecoder>, pieces: readonly Uint8Array[]): string {
  try {
    return utf8.decode(Buffer.concat(pieces));
  } catch {
    throw new ConnectorServerFault('not-utf-8', 'a line is not UTF-8');
  }
}
