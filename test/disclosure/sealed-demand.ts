import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PART_LIMITS } from '../../functions/disclosure/pack-files.ts';
import {
  NoSuchUpload,
  type PackageMark,
  type PackageStore,
} from '../../functions/disclosure/package-store.ts';
import { type SealDeps, seal } from '../../functions/disclosure/seal.ts';
import type { Signer } from '../../functions/disclosure/signer.ts';
import { DISCLOSURE, type DisclosurePart } from '../../functions/ledger/parts/disclosure.part.ts';
import { check, type Desk, fileApproved, retrieve } from '../retrieval/approved-demand.ts';
import { demandOf, determinationOf, reviewOf } from '../retrieval/builders.ts';

export const ALL = ['subscriber', 'sessions', 'traffic', 'content.mail', 'content.messages', 'content.files'];
export const YEAR = { from: '2025-11-20', to: '2026-11-19' };

export const PROVIDER = {
  name: 'Example Cloud Inc.',
  address: '1 Sample Street, Springfield',
  contact: 'legal@example.com',
};

export type LocalSigner = Signer & { pem: string };

/** A key that is nobody's. Like that of KMS, it signs the same differently every time. */
export function localSigner(): LocalSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return {
    keyId: 'key-1',
    pem,
    publicKeyPem: async () => pem,
    sign: async (message) => sign('sha256', message, privateKey),
  };
}

export type MemoryPackages = PackageStore & {
  packages: Map<string, { bytes: Buffer; mark?: PackageMark }>;
  /** By the id of the upload, the parts that are there. */
  uploads: Map<string, Map<number, Buffer>>;
};

/** A locked bucket in memory: what is written once stays. Like S3, it takes parts of 5 MiB and more, but for the last. */
export function memoryPackages(): MemoryPackages {
  const packages: MemoryPackages['packages'] = new Map();
  const uploads: MemoryPackages['uploads'] = new Map();
  const parts = (uploadId: string) => {
    const found = uploads.get(uploadId);
    if (!found) throw new NoSuchUpload();
    return found;
  };
  return {
    packages,
    uploads,
    put: async (key, { chunks }, mark) => {
      if (packages.has(key)) return 'exists';
      packages.set(key, { bytes: Buffer.concat(chunks), mark });
      return { versionId: 'version-1' };
    },
    markOf: async (key) => {
      const mark = packages.get(key)?.mark;
      if (!mark) throw new Error('NoSuchKey');
      return { ...mark, versionId: 'version-1' };
    },
    begin: async (key) => {
      const uploadId = `upload-${uploads.size + 1} of ${key}`;
      uploads.set(uploadId, new Map());
      return uploadId;
    },
    upload: async ({ uploadId }, number, bytes) => {
      const copy = Buffer.from(bytes);
      const sha256 = createHash('sha256').update(copy).digest('base64');
      parts(uploadId).set(number, copy);
      return { number, etag: `tag-${number}`, sha256 };
    },
    complete: async ({ key, uploadId }, named) => {
      const all = parts(uploadId);
      const bytes = named.map(({ number, sha256 }, index) => {
        const part = all.get(number) ?? Buffer.alloc(0);
        if (createHash('sha256').update(part).digest('base64') !== sha256) throw new NoSuchUpload();
        if (number !== index + 1 || (index < named.length - 1 && part.length < 5 * 1024 * 1024))
          throw new Error(`EntityTooSmall: ${number} of ${named.length}, ${part.length}`);
        return part;
      });
      packages.set(key, { bytes: Buffer.concat(bytes) });
      uploads.delete(uploadId);
    },
    giveUp: async ({ uploadId }) => {
      uploads.delete(uploadId);
    },
    find: async (key) => {
      const found = packages.get(key);
      return found && { key, versionId: 'version-1', size: found.bytes.length, etag: 'tag' };
    },
    read: async ({ key }, from, room) => {
      packages.get(key)?.bytes.copy(room, 0, from);
    },
  };
}

export type Sealing = SealDeps & { packages: MemoryPackages; signer: LocalSigner };

export const sealingOf = (desk: Desk): Sealing => ({
  ...desk.ledger,
  harvest: desk.harvest,
  frozen: desk.frozen,
  lists: desk.harvest,
  limits: PART_LIMITS,
  packages: memoryPackages(),
  signer: localSigner(),
  provider: PROVIDER,
  version: '0.1.0',
  documents: [],
});

/** Files a demand, retrieves for it and checks the harvest: what is sealed next. */
export async function fileChecked(
  desk: Desk,
  { items = ALL, period = YEAR }: { items?: string[]; period?: { from: string; to: string } } = {},
): Promise<string> {
  const demandId = await fileApproved(desk, {
    record: { demand: demandOf({ data: items, period }) },
    determination: determinationOf({ authorised: items }),
    review: reviewOf({ items, period }),
  });
  await retrieve(desk, demandId);
  await check(desk, demandId);
  return demandId;
}

export type Sealed = { demandId: string; part: DisclosurePart; bytes: Buffer; path: string };

/** Seals a demand and writes the package to a file. */
export async function sealed(desk: Desk, sealing: Sealing, demandId: string): Promise<Sealed> {
  // As the state machine calls it again while something is left.
  while ((await seal({ demandId, round: 1 }, sealing)).left);
  const part = await desk.ledger.store.part(demandId, DISCLOSURE());
  const bytes = sealing.packages.packages.get(part?.key ?? '')?.bytes;
  if (!part || !bytes) throw new Error('nothing was sealed');
  const path = join(mkdtempSync(join(tmpdir(), 'sealed-')), 'package.zip');
  writeFileSync(path, bytes);
  return { demandId, part, bytes, path };
}
