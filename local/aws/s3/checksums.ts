import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../aws-error.ts';
import { type AwsCall, header } from '../call.ts';

const big32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

/** CRC-32C (Castagnoli), reflected polynomial 0x82f63b78. */
const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

function crc32c(content: Buffer): number {
  let value = 0xffffffff;
  for (const byte of content) value = (CRC32C_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}

/** CRC-64/NVME is kept as given: it is the one algorithm that is not recomputed here. */
const ALGORITHMS: Readonly<Record<string, ((content: Buffer) => Buffer) | undefined>> = {
  'x-amz-checksum-sha256': (content) => createHash('sha256').update(content).digest(),
  'x-amz-checksum-sha1': (content) => createHash('sha1').update(content).digest(),
  'x-amz-checksum-crc32': (content) => big32(crc32(content)),
  'x-amz-checksum-crc32c': (content) => big32(crc32c(content)),
  'x-amz-checksum-crc64nvme': undefined,
};

/**
 * The checksums that came with a body, in headers or trailers, each compared with the body.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export function verifyChecksums(
  call: AwsCall,
  content: Buffer,
  trailers: Readonly<Record<string, string>>,
): Record<string, string> {
  const md5 = header(call, 'content-md5');
  if (md5 !== undefined && md5 !== createHash('md5').update(content).digest('base64')) {
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const given: Record<string, string> = {};
  for (const [name, compute] of Object.entries(ALGORITHMS)) {
    const value = header(call, name) ?? trailers[name];
    if (value === undefined) continue;
    if (compute !== undefined && compute(content).toString('base64') !== value) {
      throw new AwsError(
        'BadDigest',
        `The ${name.slice('x-amz-checksum-'.length).toUpperCase()} you specified did not match the calculated checksum.`,
      );
    }
    given[name] = value;
  }
  return given;
}
