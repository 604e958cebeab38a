import { HarvestRecord } from '../../functions/ledger/parts/harvest.part.ts';
import type { Found, Unfound } from '../../functions/retrieval/connector.ts';
import { writeHarvest } from '../../functions/retrieval/harvest-writer.ts';
import { memoryObjects } from '../kit/memory-objects.ts';

const OF = { account: 'acct-0001', service: 'calls', item: 'traffic.call-records' };
const AT = '2026-03-02T10:00:00.000Z';
const found = (id: string, more: Partial<Found> = {}): Found => ({
  ...OF,
  at: AT,
  id,
  fields: { a: 1 },
  ...more,
});

async function* all(records: readonly (Found | Unfound)[]) {
  yield* records;
}

async function written(...records: (Found | Unfound)[]) {
  const harvest = memoryObjects();
  const part = await writeHarvest(all(records), [OF.item], { prefix: 'd/1/0/', harvest });
  const lines = (harvest.objects.get(`d/1/0/records/${part.records.sha256}.jsonl`)?.toString() ?? '')
    .trimEnd()
    .split('\n');
  return { ...part, lines: lines.map((line) => HarvestRecord.parse(JSON.parse(line))), harvest };
}

describe('a harvest', () => {
  it('of sound records tells nothing of what was set aside', async () => {
    const { counts, lines, ...part } = await written(found('1'), found('2'));
    expect(counts).toEqual({ [OF.item]: 2 });
    expect(lines.every(({ setAside }) => setAside === undefined)).toBe(true);
    expect(part).not.toHaveProperty('setAside');
  });

  it.each([
    ['whose instant is none', found('1', { at: '2026-02-30T10:00:00.000Z' }), { at: null, id: '1' }],
    [
      'whose instant is in no year that we write',
      found('1', { at: '0001-01-01T00:00:00.000Z' }),
      { at: null, id: '1' },
    ],
    ['without an id', found(''), { at: AT, id: '-' }],
    ['with an id that is too long', found('é'.repeat(2000)), { at: AT, id: 'é'.repeat(1024) }],
    ['with a field that is no JSON', found('1', { fields: { a: Number.NaN } }), { at: AT, id: '1' }],
  ])('goes on past a record %s', async (_, odd, key) => {
    const { counts, lines, setAside } = await written(odd, found('2'));
    expect(counts).toEqual({ [OF.item]: 1 });
    expect(lines[0]).toEqual({ ...OF, ...key, fields: {}, setAside: 'unreadable' });
    expect(setAside).toEqual([{ item: OF.item, reason: 'unreadable', count: 1 }]);
  });

  it('sets the second of two records aside that are alike in item, instant and id', async () => {
    const later = '2026-03-02T10:00:00.001Z';
    const gone: Unfound = { ...OF, at: AT, id: '2', setAside: 'missing' };
    const { lines } = await written(found('1'), gone, found('1'), found('2'), found('1', { at: later }));
    expect(lines.map(({ setAside }) => setAside)).toEqual([
      undefined,
      'missing',
      'duplicate',
      'duplicate',
      undefined,
    ]);
  });

  it('keeps bytes under a media type that a header can carry', async () => {
    const open = async () => once(Buffer.from('x'));
    const types = ['text/plain', 'text/plain; charset=utf-8', '', 'a', 'text/plain\r\nx: y', 'text/плоский'];
    const { lines } = await written(
      ...types.map((mediaType, index) => found(String(index), { blob: { mediaType, open } })),
    );
    const other = 'application/octet-stream';
    expect(lines.map(({ blob }) => blob?.mediaType)).toEqual([
      ...types.slice(0, 2),
      other,
      other,
      other,
      other,
    ]);
  });
});

async function* once(bytes: Uint8Array) {
  yield bytes;
}
