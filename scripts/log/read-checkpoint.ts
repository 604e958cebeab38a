import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Hex } from './hashes.ts';
import { LogFault } from './log-fault.ts';

/** A log's name and key, out of a verifier key `<name>+<id>+<base64>` (c2sp.org/signed-note). */
export type PinnedKey = { name: string; id: Buffer; key: Buffer };

/** What a checkpoint says. `isSigned`: with the pinned key, where one was given. */
export type ReadCheckpoint = { origin: string; size: number; root: Hex; isSigned: boolean };

const ED25519 = 1;
const SIGNED = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/;
const PREFIX_OF_KEY = Buffer.from('MCowBQYDK2VwAyEA', 'base64');
const MOST_SIGNATURES = 64;

/** @throws LogFault for what is no Ed25519 verifier key, or whose id is not that of its name and key */
export function pinnedKey(text: string): PinnedKey {
  const [, name = '', id = '', data = ''] =
    /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim()) ?? [];
  const [type, key] = [Buffer.from(data, 'base64')[0], Buffer.from(data, 'base64').subarray(1)];
  if (type !== ED25519 || key.length !== 32) throw new LogFault('the log key is no verifier key of Ed25519');
  if (idOf(name, key).toString('hex') !== id)
    throw new LogFault('the id of the log key is not that of its name and key');
  return { name, id: idOf(name, key), key };
}

const idOf = (name: string, key: Buffer) =>
  createHash('sha256').update(`${name}\n`).update(Buffer.of(ED25519)).update(key).digest().subarray(0, 4);

/**
 * Reads a checkpoint (c2sp.org/tlog-checkpoint). Signatures by other keys, such as those of witnesses, are passed over.
 * @param pinned the key that must have signed it; without one, nobody vouches for it
 * @throws LogFault for what is no checkpoint, or is not signed with the key
 */
export function readCheckpoint(note: string, pinned: PinnedKey | undefined): ReadCheckpoint {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const [origin = '', size = '', root = '', ...more] = text.split('\n');
  const isForm =
    end > 0 &&
    note.endsWith('\n') &&
    origin !== '' &&
    /^(0|[1-9]\d{0,14})$/.test(size) &&
    /^[A-Za-z0-9+/]{43}=$/.test(root) &&
    more.at(-1) === '' &&
    more.slice(0, -1).every((line) => line !== '');
  if (!isForm) throw new LogFault('the checkpoint is not of the form of one');
  const signatures = note.slice(end + 2, -1).split('\n');
  if (signatures.length > MOST_SIGNATURES) throw new LogFault('the checkpoint has too many signatures');
  if (pinned && origin !== pinned.name) throw new LogFault('the checkpoint is of another log than the key');
  if (pinned && !signatures.some((line) => isGood(line, text, pinned)))
    throw new LogFault('the checkpoint is not signed with the log key');
  return {
    origin,
    size: Number(size),
    root: Buffer.from(root, 'base64').toString('hex'),
    isSigned: pinned !== undefined,
  };
}

function isGood(line: string, text: string, { name, id, key }: PinnedKey): boolean {
  const [, signer, base64 = ''] = SIGNED.exec(line) ?? [];
  const signature = Buffer.from(base64, 'base64');
  if (signer !== name || !signature.subarray(0, 4).equals(id)) return false;
  const publicKey = createPublicKey({
    key: Buffer.concat([PREFIX_OF_KEY, key]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, Buffer.from(text, 'utf8'), publicKey, signature.subarray(4));
}
