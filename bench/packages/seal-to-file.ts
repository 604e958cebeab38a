import { open } from 'node:fs/promises';
import { completePackage } from '../../functions/disclosure/complete-package.ts';
import { pack } from '../../functions/disclosure/pack.ts';
import { PART_LIMITS } from '../../functions/disclosure/pack-files.ts';
import type { PackageStore } from '../../functions/disclosure/package-store.ts';
import type { PackingPart } from '../../functions/ledger/parts/packing.part.ts';
import { localSigner, PROVIDER } from '../../test/disclosure/sealed-demand.ts';
import { memoryObjects } from '../../test/kit/memory-objects.ts';
import type { MadeHarvest } from './made-harvest.ts';

export type SealedFile = { pem: string; size: number; seconds: number; parts: number };

/** Seals a harvest as the function does, call by call, into a file instead of a bucket. */
export async function sealToFile({ found, harvest }: MadeHarvest, path: string): Promise<SealedFile> {
  const signer = localSigner();
  const origin = {
    provider: PROVIDER,
    software: { name: 'due-process' as const, version: '0.0.0' },
    sealedAt: '2026-11-20T12:00:00.000Z',
    ledger: { events: 1, head: '0'.repeat(64) },
    custody: [],
  };
  const making = { origin, publicKeyPem: signer.pem, documents: [] };
  const began = performance.now();
  const file = await open(path, 'w+');
  try {
    const packages = filePackages(file);
    const deps = { harvest, frozen: harvest, lists: memoryObjects(), limits: PART_LIMITS, packages, signer };
    let packing: PackingPart | undefined;
    let parts = 0;
    while (!packing?.signed) {
      const packed = await pack(found, { packing, contentHash: '0'.repeat(64) }, making, deps);
      parts += 1;
      if ('packing' in packed) packing = packed.packing;
      else return { pem: signer.pem, size: packed.stored.size, seconds: since(began), parts };
    }
    const { size } = await completePackage(found.record.id, { ...packing, signed: packing.signed }, deps);
    return { pem: signer.pem, size, seconds: since(began), parts };
  } finally {
    await file.close();
  }
}

const since = (began: number) => (performance.now() - began) / 1000;

/** A store that is one file: parts come in their order, and stand where the one before ends. */
function filePackages(file: Awaited<ReturnType<typeof open>>): PackageStore {
  let [end, isThere] = [0, false];
  const write = async (chunks: readonly Uint8Array[]): Promise<void> => {
    let at = end;
    end += chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
    for (const chunk of chunks) {
      await file.write(chunk, 0, chunk.byteLength, at);
      at += chunk.byteLength;
    }
  };
  return {
    put: async (_key, { chunks }) => {
      await write(chunks);
      return { versionId: 'file' };
    },
    markOf: () => Promise.reject(new Error('there is no earlier run')),
    begin: async () => 'file',
    upload: async (_upload, number, bytes) => {
      await write([bytes]);
      return { number, etag: '', sha256: '' };
    },
    complete: async () => {
      isThere = true;
    },
    giveUp: async () => undefined,
    find: async (key) => (isThere ? { key, versionId: 'file', size: end, etag: '' } : undefined),
    read: async (_key, from, room) => {
      await file.read(room, 0, room.byteLength, from);
    },
  };
}
