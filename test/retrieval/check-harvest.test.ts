import { createHash } from 'node:crypto';
import { RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { replaced } from '../../functions/ledger/part.ts';
import { HARVEST, type HarvestPart, type HarvestRecord } from '../../functions/ledger/parts/harvest.part.ts';
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
async function forge(change: (records: HarvestRecord[]) => HarvestRecord[]): Promise<void> {
  const text = desk.harvest.objects.get(key('records.jsonl'))?.toString() ?? '';
  const records = change(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
  const bytes = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
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

  it('stops a record whose own fields tell of another time', async () => {
    await forge((records) =>
      first(records, (one) => ({ ...one, fields: { ...one.fields, date: '2026-08-01T00:00:00.000Z' } })),
    );
    await rejection('evidence');
  });

  it('stops a message that came at another time than its record says', async () => {
    const letter = Buffer.from('Date: Sat, 01 Aug 2026 10:00:00 +0000\r\nSubject: x\r\n\r\nHello\r\n');
    desk.harvest.objects.set(key(`blobs/${sha256(letter)}`), letter);
    const blob = { sha256: sha256(letter), size: letter.length, mediaType: 'message/rfc822' };
    await forge((records) => records.map((one) => (one.item === 'content.mail' ? { ...one, blob } : one)));
    await rejection('blob');
  });

  it.each(['subject', 'body'])('stops headers with a %s', async (field) => {
    await forge((records) =>
      records.map((one) =>
        one.item === 'traffic.mail-headers' ? { ...one, fields: { ...one.fields, [field]: 'x' } } : one,
      ),
    );
    await rejection('content');
  });

  it('stops bytes that are not what their name says', async () => {
    const [blob] = [...desk.harvest.objects.keys()].filter((name) => name.startsWith(key('blobs/')));
    desk.harvest.objects.set(blob ?? '', Buffer.from('something else'));
    await rejection('blob');
  });

  it('stops a record that is there twice', async () => {
    await forge((records) => [...records, ...records.slice(0, 1)]);
    await rejection('duplicate');
  });

  it('stops records that were changed after the retrieval', async () => {
    const bytes = desk.harvest.objects.get(key('records.jsonl')) ?? Buffer.alloc(0);
    desk.harvest.objects.set(
      key('records.jsonl'),
      Buffer.concat([bytes.subarray(0, -1), Buffer.from(' \n')]),
    );
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
