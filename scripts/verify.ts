import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Verified, verifyPackage } from './verify/verify-package.ts';

const USAGE = `Verifies a disclosure, offline and without a secret.
  npm run verify -- PACKAGE [--key PEM]
  --key PEM   file with the provider's published signing key; without it, the package's own key is used`;

function verdict({ manifest, signedBy, records }: Verified): string {
  const { demandId, reference, instrument, sealedAt, files, scope, noneFound } = manifest;
  return [
    'GOOD: nothing was changed, added or removed, and every record is within the scope.',
    `  demand     ${demandId}${reference === undefined ? '' : ` (${reference})`}, ${instrument}`,
    `  sealed     ${sealedAt}`,
    `  holds      ${records} records in ${files.length} files, under ${scope.grants.length} grants`,
    ...(noneFound.length > 0 ? [`  none found ${noneFound.map(({ item }) => item).join(', ')}`] : []),
    ...(scope.notHeld.length > 0 ? [`  not held   ${scope.notHeld.join(', ')}`] : []),
    signedBy === 'given-key'
      ? '  signed     with the key that you gave'
      : '  signed     with the key in the package. Compare it with the published one: --key PEM',
  ].join('\n');
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { key: { type: 'string' } },
    allowPositionals: true,
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const key = values.key === undefined ? undefined : readFileSync(values.key, 'utf8');
  try {
    console.log(verdict(await verifyPackage(path, key)));
    return 0;
  } catch (error) {
    console.error(`NOT GOOD: ${error instanceof Error ? error.message : 'the package cannot be read'}.`);
    return 1;
  }
}

process.exitCode = await main();
