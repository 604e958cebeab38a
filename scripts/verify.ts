import { existsSync } from 'node:fs';
import { readArguments, wrongArguments } from './arguments.ts';
import { InputError, readInput, runScript } from './input-file.ts';
import { type Verified, verifyPackage } from './verify/verify-package.ts';

/**
 * Verifies a disclosure, offline and without a secret. `--key` names a file with the provider's published signing key;
 * without it, the package's own key is used.
 */
const USAGE = 'npm run verify -- PACKAGE [--key PEM]';

function verdict({ manifest, signedBy, records }: Verified): string {
  const { demandId, reference, instrument, sealedAt, files, scope, noneFound, setAside = [] } = manifest;
  return [
    'GOOD: nothing was changed, added or removed, and every record is within the scope.',
    `  demand     ${demandId}${reference === undefined ? '' : ` (${reference})`}, ${instrument}`,
    `  sealed     ${sealedAt}`,
    `  holds      ${records} records in ${files.length} files, under ${scope.grants.length} grants`,
    ...setAside.map(
      ({ item, reason, count }) => `  set aside  ${count} of ${item === '' ? 'unknown' : item}: ${reason}`,
    ),
    ...(noneFound.length > 0 ? [`  none found ${noneFound.map(({ item }) => item).join(', ')}`] : []),
    ...(scope.notHeld.length > 0 ? [`  not held   ${scope.notHeld.join(', ')}`] : []),
    signedBy === 'given-key'
      ? '  signed     with the key that you gave'
      : '  signed     with the key in the package. Compare it with the published one: --key PEM',
  ].join('\n');
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments(USAGE, {
    options: { key: { type: 'string' } },
    allowPositionals: true,
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw wrongArguments('Name one package', USAGE);
  if (!existsSync(path)) throw new InputError(`${path}: there is no such file`);
  const key = values.key === undefined ? undefined : readInput(values.key);
  try {
    console.log(verdict(await verifyPackage(path, key)));
    return 0;
  } catch (error) {
    console.error(`NOT GOOD: ${error instanceof Error ? error.message : 'the package cannot be read'}.`);
    return 1;
  }
}

await runScript(main);
