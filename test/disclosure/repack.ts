import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { canonicalJson } from '../../functions/shared/canonical-json.ts';
import { openPackageZip } from '../../scripts/verify/package-zip.ts';
import type { LocalSigner } from './sealed-demand.ts';

export type Files = Map<string, Buffer>;

export async function filesOf(path: string): Promise<Files> {
  const zip = await openPackageZip(path);
  const files: Files = new Map();
  for (const name of zip.names()) files.set(name, await zip.bytes(name));
  zip.close();
  return files;
}

type Options = { compress?: boolean; mode?: number };

/** A copy of a package with changed files, as somebody without the signing key can make it. */
export async function repacked(
  path: string,
  change: (files: Files) => void,
  options: Options = {},
): Promise<string> {
  const files = await filesOf(path);
  change(files);
  return packed(files, options);
}

/** A copy with changed files whose manifest lists them and is signed: what a faulty writer would have made. */
export async function resealed(
  path: string,
  signer: LocalSigner,
  change: (files: Files, manifest: Record<string, unknown>) => void,
): Promise<string> {
  const files = await filesOf(path);
  const manifest: Record<string, unknown> = JSON.parse(files.get('manifest.json')?.toString() ?? '');
  change(files, manifest);
  manifest.files = [...files]
    .filter(([name]) => !name.startsWith('manifest.'))
    .map(([name, bytes]) => ({
      path: name,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.length,
    }));
  const text = Buffer.from(canonicalJson(manifest));
  files.set('manifest.json', text);
  files.set('manifest.sig', Buffer.from(Buffer.from(await signer.sign(text)).toString('base64')));
  return packed(files);
}

async function packed(files: Files, { compress = false, mode = 0o100644 }: Options = {}): Promise<string> {
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(bytes, name, { compress, mode });
  zip.end();
  const path = join(mkdtempSync(join(tmpdir(), 'repacked-')), 'package.zip');
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}
