import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { buildPackage } from '../../functions/disclosure/build-package.ts';
import { storePackage } from '../../functions/disclosure/store-package.ts';
import { localSigner, PROVIDER } from '../../test/disclosure/sealed-demand.ts';
import type { MadeHarvest } from './made-harvest.ts';

export type SealedFile = { pem: string; size: number; seconds: number };

/** Seals a harvest as the function does, into a file instead of a bucket. */
export async function sealToFile({ found, harvest }: MadeHarvest, path: string): Promise<SealedFile> {
  const signer = localSigner();
  const origin = {
    provider: PROVIDER,
    software: { name: 'due-process' as const, version: '0.0.0' },
    sealedAt: '2026-11-20T12:00:00.000Z',
    ledger: { events: 1, head: '0'.repeat(64) },
    custody: [],
  };
  const began = performance.now();
  const made = { origin, publicKeyPem: signer.pem, documents: [] };
  const unsigned = await buildPackage(found, made, { harvest, frozen: harvest });
  try {
    const packages = {
      put: async (_key: string, content: { bytes(): AsyncIterable<Uint8Array> }) => {
        await pipeline(Readable.from(content.bytes(), { objectMode: false }), createWriteStream(path));
        return { versionId: 'file' };
      },
      markOf: () => Promise.reject(new Error('there is no earlier run')),
    };
    const { size } = await storePackage('package', unsigned, { packages, signer, publicKeyPem: signer.pem });
    return { pem: signer.pem, size, seconds: (performance.now() - began) / 1000 };
  } finally {
    await unsigned.discard();
  }
}
