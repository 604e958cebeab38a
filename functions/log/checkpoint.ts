import { createHash, createPublicKey, verify } from 'node:crypto';
import { InconsistentState } from '../shared/faults.ts';
import type { Hash } from './merkle.ts';

/** What a log says of itself at one size (c2sp.org/tlog-checkpoint). */
export type Checkpoint = { origin: string; size: number; root: Hash };

/** A log's name and its Ed25519 key, 32 bytes (RFC 8032). */
export type LogKey = { origin: string; publicKey: Uint8Array };

/** The signature type of Ed25519 in signed notes (c2sp.org/signed-note). */
const ED25519 = Buffer.from([1]);
const SPKI_OF_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

export function keyId({ origin, publicKey }: LogKey): Buffer {
  return createHash('sha256').update(`${origin}\n`).update(ED25519).update(publicKey).digest().subarray(0, 4);
}

/** The key as verifiers of signed notes take it: `<name>+<id>+<type and key in base64>`. */
export const verifierKey = (key: LogKey): string =>
  `${key.origin}+${keyId(key).toString('hex')}+${Buffer.concat([ED25519, key.publicKey]).toString('base64')}`;

/** What is signed. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** The signed note of a checkpoint. */
export function signedCheckpoint(text: string, key: LogKey, signature: Uint8Array): string {
  const signed = Buffer.concat([keyId(key), signature]).toString('base64');
  return `${text}\n\u2014 ${key.origin} ${signed}\n`;
}

const NOTE = /^([^\n]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n\n\u2014 ([^ \n]+) ([A-Za-z0-9+/=]+)\n$/;

/** The checkpoint in a note of ours. @throws InconsistentState where it is none, or not signed with the key */
export function openCheckpoint(note: string, key: LogKey): Checkpoint {
  const [, origin = '', size = '', root = '', name, signed = ''] = NOTE.exec(note) ?? [];
  const signature = Buffer.from(signed, 'base64');
  const checkpoint = { origin, size: Number(size), root: Buffer.from(root, 'base64') };
  if (origin !== key.origin || name !== key.origin || !signature.subarray(0, 4).equals(keyId(key)))
    throw new InconsistentState('a checkpoint of another log or key');
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI_OF_ED25519, key.publicKey]),
    format: 'der',
    type: 'spki',
  });
  if (!verify(null, Buffer.from(checkpointText(checkpoint)), publicKey, signature.subarray(4)))
    throw new InconsistentState('a checkpoint whose signature is not good');
  return checkpoint;
}
