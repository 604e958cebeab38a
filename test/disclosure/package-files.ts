import { createHash } from 'node:crypto';
import { fromBufferPromise } from 'yauzl';
import { Predicate } from '../../functions/disclosure/predicate.schema.ts';

export const hexOf = (algorithm: 'sha256' | 'sha512', bytes: Uint8Array) =>
  createHash(algorithm).update(bytes).digest('hex');

/** The files of a package by path, without its base folder, as a library for archives takes them out. */
export async function packageFiles(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { strictFileNames: true, validateEntrySizes: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    files.set(entry.fileName.slice(entry.fileName.indexOf('/') + 1), Buffer.concat(chunks));
  }
  return files;
}

/** What a package says of itself, whoever signed it. */
export function predicateIn(files: ReadonlyMap<string, Buffer>): Predicate {
  const { payload } = JSON.parse(files.get('statement.dsse.json')?.toString() ?? '');
  return Predicate.parse(JSON.parse(Buffer.from(payload, 'base64').toString()).predicate);
}
