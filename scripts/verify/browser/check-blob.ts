// First: what follows expects Node's Buffer.
import './surroundings.ts';
import { PackageFault } from '../package-fault.ts';
import type { PackageFile } from '../package-file.ts';
import { givenKey, publishedKeys, type TrustedKey } from '../trusted-key.ts';
import { type Verified, verifyFile } from '../verify-file.ts';
import type { Contents, Trust, Verdict } from './verdict.ts';

/** Verifies a package that somebody chose in a browser, by the code of `npm run verify`. Nothing of it is sent anywhere. */
export async function checkBlob(blob: Blob, trust: Trust): Promise<Verdict> {
  const keys = keysOf(trust);
  if (keys === undefined) return { verdict: 'keys-unreadable', findings: [], count: 0 };
  try {
    const verified = await verifyFile(async () => fileOf(blob), {
      keys,
      thorough: trust.thorough ?? false,
      sha256: trust.sha256,
    });
    return {
      verdict: verified.vouched ? 'good' : 'not-vouched',
      findings: [],
      count: 0,
      sha256: verified.sha256,
      contents: contentsOf(verified),
    };
  } catch (error) {
    const fault = error instanceof PackageFault ? error : undefined;
    const text = error instanceof Error ? error.message : 'the package cannot be read';
    return {
      verdict: 'not-good',
      findings: fault && fault.faults.length > 0 ? fault.faults : [{ rule: 'package', file: '', text }],
      count: fault?.count || 1,
      ...(fault?.sha256 === undefined ? {} : { sha256: fault.sha256 }),
    };
  }
}

/** A part of it is read at a time. A file that was written to meanwhile cannot be read any more: browsers see to that. */
function fileOf(blob: Blob): PackageFile {
  return {
    size: blob.size,
    read: async (room, at) => {
      const bytes = await blob.slice(at, at + room.length).arrayBuffer();
      room.set(new Uint8Array(bytes));
      return bytes.byteLength;
    },
    isUnchanged: async () => true,
    close: async () => {},
  };
}

function keysOf({ publishedKeys: set, pems = [] }: Trust): TrustedKey[] | undefined {
  try {
    return [...pems.map(givenKey), ...(set === undefined ? [] : publishedKeys(set))];
  } catch {
    return undefined;
  }
}

function contentsOf({ manifest, keyid, records }: Verified): Contents {
  const {
    format,
    demandId,
    reference,
    instrument,
    sealedAt,
    files,
    scope,
    noneFound,
    setAside = [],
  } = manifest;
  return {
    format,
    demandId,
    ...(reference === undefined ? {} : { reference }),
    instrument,
    sealedAt,
    files: files.length,
    records,
    grants: scope.grants.length,
    noneFound: noneFound.map(({ item }) => item),
    notHeld: scope.notHeld,
    setAside,
    keyid,
  };
}
