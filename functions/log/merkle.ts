import { createHash } from 'node:crypto';

/**
 * Merkle trees of RFC 6962, section 2.1 (the same in RFC 9162). A hash is 32 bytes of SHA-256; a leaf is hashed with 0 before
 * it and a node with 1, so that neither can be taken for the other.
 */
export type Hash = Buffer;

const sha256 = (...parts: readonly Uint8Array[]): Hash => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

export const leafHash = (entry: string | Uint8Array): Hash => sha256(LEAF, Buffer.from(entry));
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(NODE, left, right);

/** The root of a tree of these leaves; of none, the hash of nothing. */
export function rootOf(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (!only) return sha256();
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** What is hashed with a leaf on its way to the root, from the leaf up. */
export function inclusionPath(index: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionPath(index, left), rootOf(right)]
    : [...inclusionPath(index - split, right), rootOf(left)];
}

/** The largest power of two that is smaller than a number above 1. */
const splitOf = (size: number) => 2 ** (Math.ceil(Math.log2(size)) - 1);
