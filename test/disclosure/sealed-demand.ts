import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PackageMark, PackageStore } from '../../functions/disclosure/package-store.ts';
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

export type MemoryPackages = PackageStore & { packages: Map<string, { bytes: Buffer; mark: PackageMark }> };

/** A locked bucket in memory: what is written once stays. */
export function memoryPackages(): MemoryPackages {
  const packages: MemoryPackages['packages'] = new Map();
  return {
    packages,
    put: async (key, content, mark) => {
      if (packages.has(key)) return 'exists';
      const chunks: Uint8Array[] = [];
      for await (const chunk of content.bytes()) chunks.push(chunk);
      packages.set(key, { bytes: Buffer.concat(chunks), mark });
      return { versionId: 'version-1' };
    },
    markOf: async (key) => {
      const found = packages.get(key);
      if (!found) throw new Error('NoSuchKey');
      return { ...found.mark, versionId: 'version-1' };
    },
  };
}

export type Sealing = SealDeps & { packages: MemoryPackages; signer: LocalSigner };

export const sealingOf = (desk: Desk): Sealing => ({
  ...desk.ledger,
  harvest: desk.harvest,
  frozen: desk.frozen,
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
  await seal({ demandId, round: 1 }, sealing);
  const part = await desk.ledger.store.part(demandId, DISCLOSURE());
  const bytes = sealing.packages.packages.get(part?.key ?? '')?.bytes;
  if (!part || !bytes) throw new Error('nothing was sealed');
  const path = join(mkdtempSync(join(tmpdir(), 'sealed-')), 'package.zip');
  writeFileSync(path, bytes);
  return { demandId, part, bytes, path };
}
