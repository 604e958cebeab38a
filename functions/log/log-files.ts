import { sha256Hex } from '../shared/canonical-json.ts';

/** Keys of the two buckets. Archived: a batch, and the proof of one entry of it. */
export const epochKey = (number: number) => `epochs/${String(number).padStart(10, '0')}`;
export const proofKey = (entry: string) => `proofs/${sha256Hex(entry)}`;

/** Published: the checkpoint of one size, the latest, and the key that verifies them. Tiles have paths of their own. */
export const checkpointKey = (size: number) => `checkpoints/${size}`;
export const LATEST = 'checkpoint';
export const KEY = 'key';

export const TEXT = 'text/plain; charset=utf-8';
export const BYTES = 'application/octet-stream';
