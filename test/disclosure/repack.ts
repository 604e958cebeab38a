import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '../../functions/shared/canonical-json.ts';
import { keyIdOf } from '../../scripts/verify/trusted-key.ts';
import { archiveOf, type Files, type ZipChange } from './bag-writer.ts';
import { packageFiles } from './package-files.ts';
import type { LocalSigner } from './sealed-demand.ts';

export type { Files } from './bag-writer.ts';

const TYPE = 'application/vnd.in-toto+json';
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const predicateOf = (files: Files): { [member: string]: unknown; demandId: string } =>
  JSON.parse(Buffer.from(JSON.parse(`${files.get('statement.dsse.json')}`).payload, 'base64').toString())
    .predicate;

/** A copy of a package with changed files or headers, as somebody without the signing key can make it. */
export async function repacked(
  path: string,
  change: (files: Files) => void,
  zip: ZipChange = {},
): Promise<string> {
  const files = await packageFiles(readFileSync(path));
  const { demandId } = predicateOf(files);
  change(files);
  return written(archiveOf(`disclosure-${demandId}`, files, zip));
}

/** A copy whose lists and statement have what was changed, and are signed: what a faulty writer would have made. */
export async function resealed(
  path: string,
  signer: LocalSigner,
  change: (files: Files, predicate: Record<string, unknown>) => void,
): Promise<string> {
  const files = await packageFiles(readFileSync(path));
  const predicate = predicateOf(files);
  const copies = ['scope', 'determination', 'custody'].map((name) => `metadata/${name}.json`);
  const before = copies.map((name) => files.get(name));
  change(files, predicate);
  const payload = [...files.keys()].filter((name) => name.startsWith('data/'));
  const bytes = payload.reduce((sum, name) => sum + (files.get(name)?.length ?? 0), 0);
  predicate.payload = { files: payload.length, bytes };
  const { demandId, round, scope, determination, ledger, custody } = predicate;
  const said = [{ demandId, round, ...Object(scope) }, determination, { demandId, ledger, custody }];
  copies.forEach((name, index) => {
    if (files.get(name) === before[index]) files.set(name, Buffer.from(JSON.stringify(said[index])));
  });
  const info = `${files.get('bag-info.txt')}`;
  files.set(
    'bag-info.txt',
    Buffer.from(info.replace(/Payload-Oxum: .*/, `Payload-Oxum: ${bytes}.${payload.length}`)),
  );
  list(files, 'manifest', payload);
  const tags = [...files.keys()].filter((name) => !/^(data\/|tagmanifest-|statement\.dsse\.json)/.test(name));
  const subject = sorted(tags).map((name) => ({
    name,
    digest: { sha256: hex('sha256', files.get(name)), sha512: hex('sha512', files.get(name)) },
  }));
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicate };
  const text = canonicalJson({ ...statement, predicateType: 'https://due-process.example/disclosure/v4' });
  const signed = Buffer.from(`DSSEv1 ${TYPE.length} ${TYPE} ${Buffer.byteLength(text)} ${text}`);
  const sig = Buffer.from(lowered(Buffer.from(await signer.sign(signed)))).toString('base64');
  const payloadText = Buffer.from(text).toString('base64');
  const signatures = [{ keyid: keyIdOf(signer.pem), sig }];
  const envelope = canonicalJson({ payload: payloadText, payloadType: TYPE, signatures });
  files.set('statement.dsse.json', Buffer.from(envelope));
  list(files, 'tagmanifest', [...tags, 'statement.dsse.json']);
  return written(archiveOf(`disclosure-${predicate.demandId}`, files));
}

function list(files: Files, kind: string, names: readonly string[]): void {
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const lines = sorted(names).map((name) => `${hex(algorithm, files.get(name))}  ${name}\n`);
    files.set(`${kind}-${algorithm}.txt`, Buffer.from(lines.join('')));
  }
}

const sorted = (names: readonly string[]) =>
  [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const hex = (algorithm: string, bytes: Uint8Array = Buffer.alloc(0)) =>
  createHash(algorithm).update(bytes).digest('hex');

/** The same signature with the other s, which is good for who does not ask which of both it is. */
export function otherS(der: Buffer): Buffer {
  const r = der.subarray(2, 4 + (der[3] ?? 0));
  const s = BigInt(`0x${der.subarray(2 + r.length + 2).toString('hex')}`);
  const text = (ORDER - s).toString(16).padStart(64, '0');
  const bytes = Buffer.from(Number.parseInt(text.slice(0, 2), 16) > 0x7f ? `00${text}` : text, 'hex');
  let from = 0;
  while (bytes[from] === 0 && (bytes[from + 1] ?? 0) < 0x80) from += 1;
  const minimal = bytes.subarray(from);
  const body = Buffer.concat([r, Buffer.from([2, minimal.length]), minimal]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

function lowered(der: Buffer): Buffer {
  const r = der.subarray(2, 4 + (der[3] ?? 0));
  const s = BigInt(`0x${der.subarray(2 + r.length + 2).toString('hex')}`);
  return s > ORDER / 2n ? otherS(der) : der;
}

export function written(bytes: Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), 'repacked-')), 'package.zip');
  writeFileSync(path, bytes);
  return path;
}
