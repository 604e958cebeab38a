import { createHash } from 'node:crypto';
import { RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { replaced } from '../../functions/ledger/part.ts';
import {
  HARVEST,
  type HarvestPart,
  type HarvestRecord,
  recordsKey,
} from '../../functions/ledger/parts/harvest.part.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { check, type Desk, fileApproved, openDesk, retrieve } from './approved-demand.ts';
import { demandOf, determinationOf, reviewOf } from './builders.ts';
import { openSampleStores } from './sample-stores.ts';

const ITEMS = ['content.mail', 'traffic.mail-headers'];
const PERIOD = { from: '2026-01-01', to: '2026-06-30' };

let engine: Engine;
let desk: Desk;
let demandId: string;

beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
});
afterAll(() => engine.stop());

beforeEach(async () => {
  demandId = await fileApproved(desk, {
    record: { demand: demandOf({ data: ITEMS, period: PERIOD }) },
    determination: determinationOf({ authorised: ITEMS }),
    review: reviewOf({ items: ITEMS, period: PERIOD }),
  });
  await retrieve(desk, demandId);
});

const key = (name: string) => `${demandId}/1/0/${name}`;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Changes the harvest and what the table says of it alike, as a connector that reads too much would have. */
async function forge(change: (records: HarvestRecord[]) => HarvestRecord[], more = ''): Promise<void> {
  const { records: stood } = await partOf();
  const text = desk.harvest.objects.get(recordsKey(key(''), stood))?.toString() ?? '';
  const records = change(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
  const bytes = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join('') + more);
  desk.harvest.objects.set(key('records.jsonl'), bytes);
  const blobs = records.flatMap(({ blob }) => (blob ? [blob] : []));
  await replacePart({
    counts: Object.fromEntries(
      ITEMS.map((item) => [item, records.filter((one) => one.item === item).length]),
    ),
    records: { sha256: sha256(bytes), size: bytes.length },
    blobs: { count: blobs.length, bytes: blobs.reduce((sum, { size }) => sum + size, 0) },
  });
}

async function partOf(): Promise<HarvestPart> {
  const part = await desk.ledger.store.part(demandId, HARVEST(1, 0));
  if (!part) throw new Error('no harvest');
  return part;
}

const countOf = async (item = 'content.mail') => (await partOf()).counts[item] ?? 0;

const more = ({ counts }: HarvestPart) => ({ 'content.mail': (counts['content.mail'] ?? 0) + 1 });

async function replacePart(change: Partial<HarvestPart>): Promise<void> {
  const { store } = desk.ledger;
  const [part, record, events] = await Promise.all([
    store.part(demandId, HARVEST(1, 0)),
    store.read(demandId),
    store.events(demandId),
  ]);
  const last = events.at(-1);
  if (!part || !record || !last) throw new Error('no harvest');
  const version = record.version + 1;
  await store.commit({
    record: RECORD.writeAny({ ...record, version }, record),
    event: { ...last, seq: version },
    parts: [replaced(HARVEST(1, 0), { ...part, ...change }, part)],
  });
}

const first = (records: HarvestRecord[], change: (record: HarvestRecord) => HarvestRecord) =>
  records.map((record, index) => (index === 0 ? change(record) : record));
const rejection = (violation: string) =>
  expect(check(desk, demandId)).rejects.toMatchObject({ name: 'HarvestOutsideScope', violation });

describe('the check of the harvest', () => {
  it('passes what was retrieved', async () => {
    await expect(check(desk, demandId)).resolves.toEqual({ demandId, round: 1 });
  });

  it('stops a record of another account', async () => {
    await forge((records) => first(records, (one) => ({ ...one, account: 'acct-0002' })));
    await rejection('account');
  });

  it('tells the ledger which grant, which rule and which record stopped it, and nothing of what that says', async () => {
    let id = '';
    await forge((records) =>
      first(records, (one) => {
        id = one.id;
        return { ...one, at: '2025-12-31T23:59:59.999Z' };
      }),
    );
    await rejection('period');
    const told = (await desk.ledger.store.events(demandId)).at(-1);
    expect(told).toMatchObject({
      action: 'harvest.refused',
      detail: { round: 1, grant: 0, rule: 'period', recordIdSha256: sha256(Buffer.from(id)) },
    });
    expect(Object.keys(told?.detail ?? {})).toHaveLength(4);
    expect(JSON.stringify(told)).not.toContain(id);
  });

  it('stops a record of another service', async () => {
    await forge((records) => first(records, (one) => ({ ...one, service: 'files' })));
    await rejection('service');
  });

  it('stops a record of an item that was not granted', async () => {
    await forge((records) => first(records, (one) => ({ ...one, item: 'content.messages' })));
    await rejection('item');
  });

  it.each(['2025-12-31T23:59:59.999Z', '2026-07-01T00:00:00.000Z'])('stops a record of %s', async (at) => {
    await forge((records) => first(records, (one) => ({ ...one, at })));
    await rejection('period');
  });

  it('stops a record that claims to have no time', async () => {
    await forge((records) => first(records, (one) => ({ ...one, at: null })));
    await rejection('period');
  });

  it.each(['2026-08-01T00:00:00.000Z', 'Sat, 01 Jan 2000 00:00:12 +0000', 'the day before', 7, null])(
    'lets a record pass whose sender wrote the date %s: the instant of the provider counts',
    async (date) => {
      await forge((records) => first(records, (one) => ({ ...one, fields: { ...one.fields, date } })));
      await check(desk, demandId);
      expect((await partOf()).setAside).toBeUndefined();
    },
  );

  it('lets a message pass that says itself that it came at another time', async () => {
    const letter = Buffer.from('Date: Sat, 01 Aug 2026 10:00:00 +0000\r\nSubject: x\r\n\r\nHello\r\n');
    desk.harvest.objects.set(key(`blobs/${sha256(letter)}`), letter);
    const blob = { sha256: sha256(letter), size: letter.length, mediaType: 'message/rfc822' };
    await forge((records) => records.map((one) => (one.item === 'content.mail' ? { ...one, blob } : one)));
    await check(desk, demandId);
    expect((await partOf()).setAside).toBeUndefined();
  });

  it.each(['subject', 'body'])('stops headers with a %s', async (field) => {
    await forge((records) =>
      records.map((one) =>
        one.item === 'traffic.mail-headers' ? { ...one, fields: { ...one.fields, [field]: 'x' } } : one,
      ),
    );
    await rejection('content');
  });

  it.each([
    ['altered', (name: string) => desk.harvest.objects.set(name, Buffer.from('something else'))],
    ['missing', (name: string) => desk.harvest.objects.delete(name)],
  ])('sets a message aside whose bytes are %s, and the rest goes on', async (reason, spoil) => {
    const before = await partOf();
    const [blob] = [...desk.harvest.objects.keys()].filter((name) => name.startsWith(key('blobs/')));
    spoil(blob ?? '');
    await check(desk, demandId);
    const after = await partOf();
    expect(after.setAside).toEqual([{ item: 'content.mail', reason, count: 1 }]);
    expect(after.withheld).toEqual([{ line: expect.any(Number), reason }]);
    expect(after.counts['content.mail']).toBe((before.counts['content.mail'] ?? 0) - 1);
    expect(after.blobs.count).toBe(before.blobs.count - 1);
    const [last] = (await desk.ledger.store.events(demandId)).slice(-1);
    expect(last).toMatchObject({ action: 'harvest.checked', detail: { setAside: after.setAside } });
  });

  it('sets a record aside that is there twice', async () => {
    await forge((records) => [...records, ...records.slice(0, 1)]);
    await check(desk, demandId);
    expect((await partOf()).setAside).toEqual([{ item: 'content.mail', reason: 'duplicate', count: 1 }]);
  });

  it('tells of a record that is there and set aside as of one that is there twice', async () => {
    await forge((records) => [
      ...records,
      ...first(records.slice(0, 1), ({ blob: _, ...one }) => ({ ...one, setAside: 'missing' })),
    ]);
    await replacePart({
      counts: {
        'content.mail': (await countOf()) - 1,
        'traffic.mail-headers': await countOf('traffic.mail-headers'),
      },
      setAside: [{ item: 'content.mail', reason: 'missing', count: 1 }],
    });
    await check(desk, demandId);
    expect((await partOf()).setAside).toEqual([{ item: 'content.mail', reason: 'duplicate', count: 1 }]);
  });

  it('keeps two records of one id that came at different instants', async () => {
    await forge((records) => [
      ...records,
      ...first(records.slice(0, 1), (one) => ({ ...one, at: '2026-01-01T00:00:00.000Z' })),
    ]);
    await check(desk, demandId);
    expect((await partOf()).setAside).toBeUndefined();
  });

  it.each(['{"account":"acct-0001"', '{}', 'null', '\0'])('sets a line aside that is %s', async (line) => {
    await forge((records) => records, `${line}\n`);
    await replacePart({ counts: { ...(await partOf()).counts, ...more(await partOf()) } });
    await check(desk, demandId);
    expect((await partOf()).setAside).toEqual([{ item: '', reason: 'unreadable', count: 1 }]);
  });

  it('stops a line more than was recorded, even one that cannot be read', async () => {
    await forge((records) => records, '{}\n');
    await rejection('count');
  });

  it('stops a harvest in which next to nothing can be read', async () => {
    await forge((records) => records, '{}\n'.repeat(1001));
    const { counts } = await partOf();
    await replacePart({ counts: { ...counts, 'content.mail': (counts['content.mail'] ?? 0) + 1001 } });
    await rejection('count');
  });

  it.each([
    ['account', { account: 'acct-0002' }],
    ['item', { item: 'content.messages' }],
    ['period', { at: '2026-07-01T00:00:00.000Z' }],
  ])('stops a record that is set aside and of another %s', async (violation, key) => {
    await forge((records) =>
      first(records, ({ blob: _, ...one }) => ({ ...one, setAside: 'missing', ...key })),
    );
    await rejection(violation);
  });

  it('stops records that were changed after the retrieval', async () => {
    const name = recordsKey(key(''), (await partOf()).records);
    const bytes = desk.harvest.objects.get(name) ?? Buffer.alloc(0);
    desk.harvest.objects.set(name, Buffer.concat([bytes.subarray(0, -1), Buffer.from(' \n')]));
    await rejection('records');
  });

  it('stops counts that do not agree', async () => {
    await replacePart({ counts: { 'content.mail': 1, 'traffic.mail-headers': 1 } });
    await rejection('count');
  });

  it('stops a scope that is wider than the review, whatever compiled it', async () => {
    const wide = { from: '2025-12-01T00:00:00.000Z', to: '2026-07-01T00:00:00.000Z' };
    const { store } = desk.ledger;
    const [record, events] = await Promise.all([store.read(demandId), store.events(demandId)]);
    const last = events.at(-1);
    if (!record || !last) throw new Error('no demand');
    const version = record.version + 1;
    const grants = [{ account: 'acct-0001', service: 'mail', items: ITEMS, period: wide }];
    const body = { round: 1, compiledAt: last.at, grants, notHeld: [], outOfTime: [] };
    await store.commit({
      record: RECORD.writeAny({ ...record, version }, record),
      event: { ...last, seq: version },
      parts: [{ key: 'scope#1', body, mode: 'replace' }],
    });
    await forge((records) => first(records, (one) => ({ ...one, at: '2025-12-15T00:00:00.000Z' })));
    await rejection('period');
  });
});
