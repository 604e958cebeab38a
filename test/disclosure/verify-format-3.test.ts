import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackageFault } from '../../scripts/verify/package-fault.ts';
import { givenKey } from '../../scripts/verify/trusted-key.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { archiveOf } from './bag-writer.ts';
import { packageFiles } from './package-files.ts';
import { written } from './repack.ts';

const file = (name: string) => readFileSync(join(import.meta.dirname, 'format-3', name));
const bytes = file('package.zip');
const keys = [givenKey(file('signing-key.pem').toString())];

async function rulesOf(changed: Buffer): Promise<string[]> {
  try {
    await verifyPackage(written(changed), { keys });
    return [];
  } catch (error) {
    if (!(error instanceof PackageFault)) throw error;
    return error.faults.map(({ rule }) => rule);
  }
}

describe('a package of format 3', () => {
  it('is good, and vouched for by the key that signed it', async () => {
    const verified = await verifyPackage(written(bytes), { keys, thorough: true });
    expect(verified).toMatchObject({ vouched: true, manifest: { format: 'due-process-disclosure/3' } });
    expect(verified.records).toBeGreaterThan(50);
  });

  it.each([100, 60_000, 150_000])('is not good by the flip of a bit at byte %i', async (at) => {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(await rulesOf(changed)).not.toEqual([]);
  });

  it('is not good in the order of the next format', async () => {
    const { manifest } = await verifyPackage(written(bytes), { keys });
    const changed = archiveOf(`disclosure-${manifest.demandId}`, await packageFiles(bytes));
    expect(await rulesOf(changed)).toEqual(['archive-order']);
  });
});
