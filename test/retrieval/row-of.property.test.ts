import fc from 'fast-check';
import { cellOf } from '../../functions/disclosure/cell-of.ts';
import { csvLine } from '../../functions/disclosure/csv.ts';
import { noteOf } from '../../functions/disclosure/stamps.ts';
import { HarvestRecord } from '../../functions/ledger/parts/harvest.part.ts';
import { recordOf } from '../../functions/retrieval/row-of.ts';
import { canonicalJson } from '../../functions/shared/canonical-json.ts';
import { csvRows } from '../../scripts/verify/csv-rows.ts';
import { cellsOf, expectedNote } from '../../scripts/verify/notes.ts';

const OF = { account: 'acct-0001', service: 'mail', item: 'traffic.mail-headers' };
const NAMES = ['date', 'sentAt', 'start', 'from', 'to'];
const PERIOD = { from: '2026-01-01T00:00:00.000Z', to: '2026-07-01T00:00:00.000Z' };
const GRANT = { account: OF.account, service: OF.service, items: [OF.item], period: PERIOD };

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '2026-03-02T10:00:00Z',
    '2000-01-01T00:00:00+01:00',
    'Sat, 01 Jan 2000 00:00:12 +0000',
    '',
    '=1',
    ';',
  ),
);
const scalar = fc.oneof(
  text,
  text,
  fc.integer(),
  fc.bigInt(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
);
/** Whatever DynamoDB can hold under a name. */
const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.uniqueArray(text).map((list) => new Set(list)) },
  { weight: 1, arbitrary: fc.uniqueArray(fc.integer()).map((list) => new Set(list)) },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      text.filter((name) => name !== '__proto__'),
      scalar,
      { maxKeys: 3 },
    ),
  },
  { weight: 1, arbitrary: fc.uint8Array() },
);
const entry = fc.oneof(
  fc
    .tuple(fc.constantFrom('', 'file#'), fc.string())
    .map(([prefix, id]) => `${prefix}2026-03-02T10:00:00.000Z#${id}`),
  fc.string(),
  fc.constantFrom('2026-02-30T10:00:00.000Z#x', '2026-03-02#x', '2026-03-02T10:00:00Z#x', '#', ''),
);
const row = fc.record({ entry, id: value, ...Object.fromEntries(NAMES.map((name) => [name, value])) });

async function* once(line: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(line);
}

describe('a row of any kind', () => {
  it('is a record that can be kept, or is set aside', () => {
    fc.assert(
      fc.property(row, (attributes) => {
        const found = recordOf(OF, attributes, NAMES);
        const kept = HarvestRecord.parse('setAside' in found ? { ...found, fields: {} } : found);
        expect(HarvestRecord.parse(JSON.parse(canonicalJson(kept)))).toEqual(kept);
        const isBinary = NAMES.some((name) => holdsBinary(Reflect.get(attributes, name)));
        if ('setAside' in found) expect(found.at === null || isBinary).toBe(true);
      }),
    );
  });

  it('has the note in its table, and in its line, that the verifier expects', async () => {
    await fc.assert(
      fc.asyncProperty(row, async (attributes) => {
        const found = recordOf(OF, attributes, NAMES);
        if ('setAside' in found) return;
        const note = noteOf(found, [PERIOD]);
        const { fields } = JSON.parse(canonicalJson({ fields: found.fields }));
        expect(expectedNote(GRANT, cellsOf(fields))).toBe(note);
        const table =
          csvLine([...NAMES, 'noted']) + csvLine([...NAMES.map((name) => cellOf(fields[name])), note]);
        for await (const cells of csvRows(once(table))) {
          expect(expectedNote(GRANT, new Map(Object.entries(cells)))).toBe(note);
          expect(cells.noted).toBe(note);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const holdsBinary = (value: unknown): boolean => value instanceof Uint8Array;
