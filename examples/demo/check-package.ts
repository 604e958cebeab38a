import { existsSync, readFileSync } from 'node:fs';
import { LogFault } from '../../scripts/log/log-fault.ts';
import { PackageFault } from '../../scripts/verify/package-fault.ts';
import type { TrustedKey } from '../../scripts/verify/trusted-key.ts';
import { verifyLogged } from '../../scripts/verify/verify-logged.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';

export type CheckedPackage = { data: 'content' | 'non-content' | 'no-data'; faults: string[] };

/** Verifies a package as `npm run verify` does, and says what kind of data it holds. */
export async function checkPackage(file: string, keys: readonly TrustedKey[]): Promise<CheckedPackage> {
  try {
    const { manifest, vouched, sha256 } = await verifyPackage(file, { keys });
    if (!vouched) throw new PackageFault('nobody vouches for it');
    const proof = `${file}.tlog-proof`;
    if (existsSync(proof)) {
      const logged = { proof: readFileSync(proof, 'utf8'), logKey: undefined };
      const { demandId } = manifest;
      await verifyLogged({ sha256, demandId }, { ...logged, checkpoint: undefined, entries: undefined });
    }
    const found = manifest.accounts.flatMap(({ records }) =>
      Object.entries(records).flatMap(([item, count]) => (count > 0 ? [item] : [])),
    );
    const hasContent = found.some((item) => item.startsWith('content.'));
    return { data: hasContent ? 'content' : found.length > 0 ? 'non-content' : 'no-data', faults: [] };
  } catch (error) {
    if (!(error instanceof PackageFault || error instanceof LogFault)) throw error;
    return { data: 'no-data', faults: [`the package does not verify: ${error.message}`] };
  }
}
