import { createHash } from 'node:crypto';

/**
 * Merkle trees of RFC 9162, section 2.1, by their verifying algorithms. Written apart from the code that writes the log, so
 * that a mistake there is seen here. Hashes are lower-case hex.
 */
export type Hex = string;

const sha256 = (prefix: number, ...parts: readonly Buffer[]): Hex =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.of(prefix), ...parts]))
    .digest('hex');

export const hashOfLeaf = (line: string): Hex => sha256(0, Buffer.from(line, 'utf8'));
const hashOfNode = (left: Hex, right: Hex): Hex =>
  sha256(1, Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));

const NOTHING: Hex = createHash('sha256').digest('hex');

/** Takes leaves one by one, and has the root of those that it took at any time. */
export class GrowingTree {
  /** Roots of whole trees, the largest first, each with how many leaves it has. */
  readonly #whole: { leaves: number; root: Hex }[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(leaf: Hex): void {
    this.#size += 1;
    let grown = { leaves: 1, root: leaf };
    for (let before = this.#whole.at(-1); before?.leaves === grown.leaves; before = this.#whole.at(-1)) {
      this.#whole.pop();
      grown = { leaves: grown.leaves * 2, root: hashOfNode(before.root, grown.root) };
    }
    this.#whole.push(grown);
  }

  root(): Hex {
    const roots = this.#whole.map(({ root }) => root);
    let all = roots.pop() ?? NOTHING;
    for (let left = roots.pop(); left !== undefined; left = roots.pop()) all = hashOfNode(left, all);
    return all;
  }
}

export function rootOfLines(lines: readonly string[]): Hex {
  const tree = new GrowingTree();
  for (const line of lines) tree.add(hashOfLeaf(line));
  return tree.root();
}

/** The root that a leaf and its path lead to; undefined where the path has another length (RFC 9162, 2.1.3.2). */
export function rootOfPath(
  leaf: Hex,
  { index, size, path }: { index: number; size: number; path: readonly Hex[] },
): Hex | undefined {
  if (index >= size) return undefined;
  let [place, last, hash] = [BigInt(index), BigInt(size - 1), leaf];
  for (const step of path) {
    if (last === 0n) return undefined;
    if (place % 2n === 1n || place === last) {
      hash = hashOfNode(step, hash);
      while (place % 2n === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else hash = hashOfNode(hash, step);
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n ? hash : undefined;
}
