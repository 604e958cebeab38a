import { existsSync } from 'node:fs';
import { readArguments, wrongArguments } from './arguments.ts';
import { InputError, readInput, runScript } from './input-file.ts';
import { verifyLogged } from './verify/verify-logged.ts';
import { type Verified, verifyPackage } from './verify/verify-package.ts';

/**
 * Verifies a disclosure, offline and without a secret. `--key` names a file with the provider's published signing key;
 * without it, the package's own key is used. `--proof` names the proof that came with it, and `--log-key` is the log's
 * published key (a verifier key, or a file with one): then the package is in the log that everybody sees. `--checkpoint` is a
 * checkpoint of that log that was got elsewhere, and `--entries` a file with all entries of the log up to the larger of both,
 * as `GET /log/entries/{page}` answers them: the one log must have grown from the other.
 */
const USAGE =
  'npm run verify -- PACKAGE [--key PEM] [--proof FILE [--log-key KEY] [--checkpoint FILE [--entries FILE]]]';
const OPTIONS = {
  key: { type: 'string' },
  proof: { type: 'string' },
  'log-key': { type: 'string' },
  checkpoint: { type: 'string' },
  entries: { type: 'string' },
} as const;

function verdict({ manifest, signedBy, records }: Verified, logged: string[]): string {
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
    ...logged,
  ].join('\n');
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments(USAGE, {
    options: OPTIONS,
    allowPositionals: true,
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw wrongArguments('Name one package', USAGE);
  if (!existsSync(path)) throw new InputError(`${path}: there is no such file`);
  const read = (file: string | undefined) => (file === undefined ? undefined : readInput(file));
  const key = read(values.key);
  const proof = read(values.proof);
  if (proof === undefined && [values['log-key'], values.checkpoint, values.entries].some(Boolean))
    throw wrongArguments('Name the proof', USAGE);
  if (values.entries !== undefined && values.checkpoint === undefined)
    throw wrongArguments('Name the checkpoint that the entries lead to', USAGE);
  const logKey = values['log-key']?.includes('+') ? values['log-key'] : read(values['log-key']);
  const others = { checkpoint: read(values.checkpoint), entries: read(values.entries) };
  try {
    const verified = await verifyPackage(path, key);
    const logged =
      proof === undefined
        ? []
        : await verifyLogged(path, verified.manifest.demandId, { proof, logKey, ...others });
    console.log(verdict(verified, logged));
    return 0;
  } catch (error) {
    console.error(`NOT GOOD: ${error instanceof Error ? error.message : 'the package cannot be read'}.`);
    return 1;
  }
}

await runScript(main);
