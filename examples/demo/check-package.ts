import { PackageFault } from '../../scripts/verify/package-fault.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';

export type CheckedPackage = { data: 'content' | 'non-content' | 'no-data'; faults: string[] };

/** Verifies a package as `npm run verify` does, and says what kind of data it holds. */
export async function checkPackage(file: string): Promise<CheckedPackage> {
  try {
    const { manifest } = await verifyPackage(file);
    const found = manifest.accounts.flatMap(({ records }) =>
      Object.entries(records).flatMap(([item, count]) => (count > 0 ? [item] : [])),
    );
    const hasContent = found.some((item) => item.startsWith('content.'));
    return { data: hasContent ? 'content' : found.length > 0 ? 'non-content' : 'no-data', faults: [] };
  } catch (error) {
    if (!(error instanceof PackageFault)) throw error;
    return { data: 'no-data', faults: [`the package does not verify: ${error.message}`] };
  }
}
