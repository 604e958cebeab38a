import { AwsError } from '../aws-error.ts';
import { type AwsCall, header } from '../call.ts';

export type Decoded = {
  readonly content: Buffer;
  readonly trailers: Readonly<Record<string, string>>;
};

const invalid = (): AwsError =>
  new AwsError('InvalidChunkSizeError', 'The aws-chunked body is not well formed.');

/**
 * Undoes `Content-Encoding: aws-chunked`: sized chunks, an empty one, then trailers. Chunk signatures are not checked:
 * the trailing checksum and the declared length are.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeBody(call: AwsCall): Decoded {
  if (!header(call, 'x-amz-content-sha256')?.startsWith('STREAMING-'))
    return { content: call.body, trailers: {} };
  const chunks: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const end = call.body.indexOf('\r\n', offset);
    if (end < 0) throw invalid();
    const size = Number.parseInt(call.body.toString('latin1', offset, end), 16);
    if (Number.isNaN(size)) throw invalid();
    offset = end + 2;
    if (size === 0) break;
    chunks.push(call.body.subarray(offset, offset + size));
    offset += size + 2;
  }
  const trailers = Object.fromEntries(
    call.body
      .toString('latin1', offset)
      .split(/\r?\n/)
      .filter((line) => line.includes(':'))
      .map((line) => [
        line.slice(0, line.indexOf(':')).trim().toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
  );
  const content = Buffer.concat(chunks);
  const declared = header(call, 'x-amz-decoded-content-length');
  if (declared !== undefined && Number(declared) !== content.length) {
    throw new AwsError('IncompleteBody', 'The body is not as long as x-amz-decoded-content-length says.');
  }
  return { content, trailers };
}
