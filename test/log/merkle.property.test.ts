import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { inclusionPath, leafHash, rootOf } from '../../functions/log/merkle.ts';
import { grownTiles, peaksOf, rootOfPeaks, type TileName, tilePath } from '../../functions/log/tiles.ts';
import { GrowingTree, hashOfLeaf, rootOfLines, rootOfPath } from '../../scripts/log/hashes.ts';

/** Leaves and roots of the reference implementation's tests (google/certificate-transparency, merkle_tree_test.cc). */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const PATHS: [index: number, size: number, path: string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
const hashes = LEAVES.map((leaf) => leafHash(leaf));
const hex = (all: readonly Buffer[]) => all.map((hash) => hash.toString('hex'));

describe('a Merkle tree', () => {
  it.each(ROOTS.map((root, size) => [size, root]))('of %d leaves has the known root', (size, root) => {
    expect(rootOf(hashes.slice(0, Number(size))).toString('hex')).toBe(root);
  });

  it.each(PATHS)('has the known path of leaf %d of %d', (index, size, path) => {
    expect(hex(inclusionPath(index, hashes.slice(0, size)))).toEqual(path);
    const leaf = hashes[index]?.toString('hex') ?? '';
    expect(rootOfPath(leaf, { index, size, path })).toBe(ROOTS[size]);
  });

  const someLines = fc.array(fc.string(), { minLength: 1, maxLength: 70 });

  it('has one root, whoever computes it', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 70 }), (lines) => {
        expect(rootOfLines(lines)).toBe(rootOf(lines.map(leafHash)).toString('hex'));
      }),
    );
  });

  it('has paths by which the verifier finds every leaf, and no other', () => {
    fc.assert(
      fc.property(someLines, fc.nat(), fc.nat(), (lines, which, bit) => {
        const [index, size] = [which % lines.length, lines.length];
        const leaves = lines.map(leafHash);
        const root = rootOf(leaves).toString('hex');
        const path = hex(inclusionPath(index, leaves));
        const leaf = hashOfLeaf(lines[index] ?? '');
        expect(rootOfPath(leaf, { index, size, path })).toBe(root);
        expect(rootOfPath(hashOfLeaf(`${lines[index]}x`), { index, size, path })).not.toBe(root);
        expect(rootOfPath(leaf, { index, size, path: [...path, root] })).toBeUndefined();
        expect(rootOfPath(leaf, { index: size, size, path })).toBeUndefined();
        if (path.length === 0) return;
        expect(rootOfPath(leaf, { index, size, path: path.slice(1) })).not.toBe(root);
        const other = path.with(bit % path.length, createHash('sha256').update(String(bit)).digest('hex'));
        expect(rootOfPath(leaf, { index, size, path: other })).not.toBe(root);
      }),
    );
  });
});

describe('tiles', () => {
  it.each([
    [{ level: 0, index: 0, width: 17 }, 'tile/0/000.p/17'],
    [{ level: 'entries' as const, index: 1_234_067, width: 256 }, 'tile/entries/x001/x234/067'],
    [{ level: 1, index: 999, width: 256 }, 'tile/1/999'],
  ])('are called as in the specification', (name, path) => {
    expect(tilePath(name)).toBe(path);
  });

  it('have the root of a log that grew through several levels', async () => {
    const tiles = new Map<string, Buffer>();
    const place = ({ level, index }: TileName) => `${level}/${index}`;
    const read = async (name: TileName) => {
      const tile = tiles.get(place(name));
      if (tile?.length !== name.width * 32) throw new Error(`no ${tilePath(name)}`);
      return tile;
    };
    const known = new GrowingTree();
    const [last, steps] = [
      65_537,
      new Set([1, 2, 255, 256, 257, 511, 512, 513, 700, 65_535, 65_536, 65_537]),
    ];
    for (let size = 0; size < last; size += 1) {
      const leaf = leafHash(`entry ${size}`);
      for (const [name, tile] of await grownTiles(size, leaf, read)) tiles.set(place(name), tile);
      known.add(leaf.toString('hex'));
      if (!steps.has(size + 1)) continue;
      expect(rootOfPeaks(await peaksOf(size + 1, read)).toString('hex')).toBe(known.root());
    }
  });
});
