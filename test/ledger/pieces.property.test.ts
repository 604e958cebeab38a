import fc from 'fast-check';
import { cut, join, MAX_PIECES, PIECE_BYTES, piecesOf } from '../../functions/ledger/pieces.ts';

/** Letters of one to four bytes of UTF-8, and what JSON escapes. */
const name = fc.string({
  unit: fc.constantFrom('a', 'é', '中', '🏛', '"', '\\', '\n', '\u2028'),
  maxLength: 30,
});
const body = fc.record(
  {
    round: fc.integer(),
    names: fc.array(name, { maxLength: 40 }),
    times: fc.integer({ min: 1, max: 4000 }),
    dueKind: fc.constant('notice'),
    dueAt: fc.constant('2026-11-26T00:00:00.000Z'),
  },
  { requiredKeys: ['round', 'names', 'times'] },
);

describe('a body that is stored', () => {
  it('comes back as it was, in items that a table takes', () => {
    fc.assert(
      fc.property(body, ({ names, times, ...rest }) => {
        const large = { ...rest, names: Array.from({ length: times }, () => names.join('')) };
        fc.pre(JSON.stringify(large).length < 1_000_000);
        const { item, pieces } = cut(large);
        expect(piecesOf(item)).toBe(pieces.length);
        if (pieces.length === 0) return expect(item).toBe(large);
        for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(PIECE_BYTES);
        expect(Object.keys(item)).toEqual([
          ...Object.keys(rest).filter((key) => key.startsWith('due')),
          'pieces',
        ]);
        return expect(join(item, pieces)).toEqual(large);
      }),
      { numRuns: 60 },
    );
  });

  it('is one item up to the size of one, and pieces from the next byte on', () => {
    const around = JSON.stringify({ text: '' }).length;
    expect(cut({ text: 'x'.repeat(PIECE_BYTES - around) }).pieces).toHaveLength(0);
    expect(cut({ text: 'x'.repeat(PIECE_BYTES - around + 1) }).pieces).toHaveLength(2);
  });

  it('is refused by name where no transaction would take it', () => {
    const around = JSON.stringify({ text: '' }).length;
    const most = MAX_PIECES * PIECE_BYTES - around;
    expect(cut({ text: 'x'.repeat(most) }).pieces).toHaveLength(MAX_PIECES);
    expect(() => cut({ text: 'x'.repeat(most + 1) })).toThrow(
      expect.objectContaining({ name: 'PartTooLarge' }),
    );
  });
});
