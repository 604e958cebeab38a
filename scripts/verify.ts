import { statSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { readArguments, wrongArguments } from './arguments.ts';
import { InputError, readBytes, readInput, runScript } from './input-file.ts';
import { type Fault, PackageFault } from './verify/package-fault.ts';
import { givenKey, publishedKeys, type TrustedKey } from './verify/trusted-key.ts';
import type { Verified } from './verify/verify-file.ts';
import { verifyLogged } from './verify/verify-logged.ts';
import { verifyPackage } from './verify/verify-package.ts';
import { verifyTimestamp } from './verify/verify-timestamp.ts';

/**
 * Verifies a disclosure, offline and without a secret. `--key` names a file with a signing key of the
 * provider, `--keys` one with a set of its keys and their times; without either nobody vouches for the package.
 * `--sha256` is the package's, as the API gives it; `--thorough` counts SHA-512 of the payload too. `--proof` names the proof that came with it, and `--log-key` is the log's
 * published key (a verifier key, or a file with one): then the package is in the log that everybody sees. `--checkpoint` is a
 * checkpoint of that log that was got elsewhere, and `--entries` a file with all entries of the log up to the larger of both,
 * as `GET /log/entries/{page}` answers them: the one log must have grown from the other.
 * `--timestamp` is the answer of a timestamp authority that came with the package, and `--tsa-ca` that authority's certificate.
 */
const PROGRAM = import.meta.filename.endsWith('.ts') ? 'npm run verify --' : 'due-process-verify';
const USAGE = `${PROGRAM} PACKAGE [--key PEM]... [--keys FILE] [--sha256 HEX] [--thorough] [--json] [--proof FILE [--log-key KEY] [--checkpoint FILE [--entries FILE]]] [--timestamp TSR [--tsa-ca PEM]]`;
const OPTIONS = {
  key: { type: 'string', multiple: true },
  keys: { type: 'string' },
  sha256: { type: 'string' },
  thorough: { type: 'boolean' },
  json: { type: 'boolean' },
  proof: { type: 'string' },
  'log-key': { type: 'string' },
  checkpoint: { type: 'string' },
  entries: { type: 'string' },
  timestamp: { type: 'string' },
  'tsa-ca': { type: 'string' },
} as const;

/** Exit codes: whoever scripts this must not take a package that nobody vouches for as good. */
const [GOOD, NOT_GOOD, NOT_VOUCHED] = [0, 1, 3];

function report({ manifest, keyid, vouched, records, sha256 }: Verified, rest: string[]): string {
  const { demandId, reference, instrument, sealedAt, files, scope, noneFound, setAside = [] } = manifest;
  return [
    vouched
      ? 'GOOD: nothing was changed, added or removed, and every record is within the scope.'
      : 'INTACT, but nobody vouches for it: anybody may have made it. Name keys of the provider: --key PEM or --keys FILE.',
    `  demand     ${demandId}${reference === undefined ? '' : ` (${reference})`}, ${instrument}`,
    `  sealed     ${sealedAt}`,
    `  holds      ${records} records in ${files.length} files, under ${scope.grants.length} grants`,
    ...setAside.map(
      ({ item, reason, count }) => `  set aside  ${count} of ${item === '' ? 'unknown' : item}: ${reason}`,
    ),
    ...(noneFound.length > 0 ? [`  none found ${noneFound.map(({ item }) => item).join(', ')}`] : []),
    ...(scope.notHeld.length > 0 ? [`  not held   ${scope.notHeld.join(', ')}`] : []),
    `  signed     ${vouched ? 'with a key that you gave' : 'with a key that you did not give'}, ${keyid}`,
    `  sha256     ${sha256}`,
    ...rest,
  ].join('\n');
}

function refusal(faults: readonly Fault[], count: number, sha256: string | undefined): string {
  return [
    `NOT GOOD: ${count === 1 ? 'one fault' : `${count} faults`}.`,
    ...faults.map(
      ({ rule, file, offset, text }) =>
        `  ${rule}: ${file === '' ? '' : `${file}: `}${text}${offset === undefined ? '' : ` (byte ${offset})`}`,
    ),
    ...(sha256 === undefined ? [] : [`  sha256     ${sha256}`]),
  ].join('\n');
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments(USAGE, { options: OPTIONS, allowPositionals: true });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw wrongArguments('Name one package', USAGE);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new InputError(`${path}: there is no such file`);
  if (values.sha256 !== undefined && !/^[0-9a-f]{64}$/i.test(values.sha256))
    throw wrongArguments('A SHA-256 has 64 hexadecimal digits', USAGE);
  const read = (file: string | undefined) => (file === undefined ? undefined : readInput(file));
  const proof = read(values.proof);
  if (proof === undefined && [values['log-key'], values.checkpoint, values.entries].some(Boolean))
    throw wrongArguments('Name the proof', USAGE);
  if (values.entries !== undefined && values.checkpoint === undefined)
    throw wrongArguments('Name the checkpoint that the entries lead to', USAGE);
  if (values['tsa-ca'] !== undefined && values.timestamp === undefined)
    throw wrongArguments('Name the timestamp', USAGE);
  const answer = values.timestamp === undefined ? undefined : readBytes(values.timestamp);
  const tsaCa = read(values['tsa-ca']);
  const logKey = values['log-key']?.includes('+') ? values['log-key'] : read(values['log-key']);
  const others = { checkpoint: read(values.checkpoint), entries: read(values.entries) };
  const keys = keysOf((values.key ?? []).map(readInput), read(values.keys));
  let sha256: string | undefined;
  try {
    const options = { keys, thorough: values.thorough ?? false, sha256: values.sha256?.toLowerCase() };
    const verified = await verifyPackage(path, options);
    const { demandId, format, sealedAt } = verified.manifest;
    sha256 = verified.sha256;
    const logged =
      proof === undefined ? [] : await verifyLogged({ sha256, demandId }, { proof, logKey, ...others });
    const stamped = answer === undefined ? [] : verifyTimestamp({ sha256, sealedAt }, { answer, ca: tsaCa });
    const isPartial = /\/[34]$/.test(format) && !values.thorough;
    const rest = [
      ...(isPartial
        ? ['  hashes     SHA-256 of every file; --thorough counts SHA-512 of the payload too']
        : []),
      ...logged,
      ...stamped,
    ];
    const verdict = verified.vouched ? 'good' : 'not-vouched';
    const { keyid, records } = verified;
    console.log(
      values.json
        ? JSON.stringify({ verdict, faults: [], count: 0, sha256, keyid, demandId, records })
        : report(verified, rest),
    );
    return verified.vouched ? GOOD : NOT_VOUCHED;
  } catch (error) {
    const text = error instanceof Error ? error.message : 'the package cannot be read';
    const collected = error instanceof PackageFault && error.faults.length > 0 ? error : undefined;
    const faults = collected?.faults ?? [{ rule: 'package', file: '', text }];
    const count = collected?.count ?? 1;
    sha256 ??= collected?.sha256;
    if (values.json) console.log(JSON.stringify({ verdict: 'not-good', faults, count, sha256 }));
    else console.error(refusal(faults, count, sha256));
    return NOT_GOOD;
  }
}

/** @throws InputError for keys that cannot be read: what is wrong with them is no fault of the package */
function keysOf(pems: readonly string[], set: string | undefined): TrustedKey[] {
  try {
    return [...pems.map(givenKey), ...(set === undefined ? [] : publishedKeys(set))];
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : 'a key cannot be read');
  }
}

// As one file it is also what its threads run.
if (isMainThread) await runScript(main);
