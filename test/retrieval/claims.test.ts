import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { HarvestPart } from '../../functions/ledger/parts/harvest.part.ts';
import type { Grant } from '../../functions/ledger/parts/scope.part.ts';
import { accessOf } from '../../functions/retrieval/access.ts';
import { checkGrant } from '../../functions/retrieval/check-grant.ts';
import type { Clients, Found, Unfound } from '../../functions/retrieval/connector.ts';
import { boundsOf } from '../../functions/retrieval/harvest-bounds.ts';
import { writeHarvest } from '../../functions/retrieval/harvest-writer.ts';
import { CHECK_LIMITS, PartOfCheck } from '../../functions/retrieval/part-of-check.ts';
import { RowsSeen } from '../../functions/retrieval/rows-seen.ts';
import { ALL_TIME } from '../../functions/shared/instant-range.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { guardedClients } from '../kit/guarded-clients.ts';
import { memoryObjects } from '../kit/memory-objects.ts';
import { demandOf, determinationOf, dictionary, FILED_AT, reviewOf } from './builders.ts';
import { FEW, openSampleStores, type SampleStores } from './sample-stores.ts';

/** What each layer stops by itself, whatever the others do; docs/design.md claims it, and each cell is played here. */
const LAYERS = ['session', 'rows seen', 'check'] as const;
type Layer = (typeof LAYERS)[number];

const ITEM = 'content.mail';
const PERIOD = { from: '2025-12-01', to: '2026-03-31' };
const GRANT: Grant = {
  account: 'acct-0001',
  service: 'mail',
  items: [ITEM],
  period: { from: '2025-12-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
};
const OTHER = 'acct-0002';
const OUTSIDE = { from: '2026-04-01T00:00:00.000Z', to: '2026-09-01T00:00:00.000Z' };
const INSIDE_AT = '2026-03-15T00:00:00.000Z';

let engine: Engine;
let stores: SampleStores;
beforeAll(async () => {
  engine = await startEngine();
  stores = await openSampleStores(engine, {
    ...FEW,
    accounts: 3,
    calls: 4,
    recordings: 2,
    files: 4,
    sessions: 20,
  });
});
afterAll(() => engine.stop());

type Lie = (clients: Clients) => AsyncIterable<Found | Unfound>;
const mail = (grant: Partial<Grant>, clients: Clients) =>
  stores.connectors.mail.read({ ...GRANT, ...grant }, clients);

/** What a connector that is wrong, or lies, may do of everything; each finds at least one record of it. */
const LIES: Record<string, Lie> = {
  'another account, said as it is': (clients) => changed(mail({ account: OTHER }, clients), {}),
  'another account, said to be this one': (clients) =>
    changed(mail({ account: OTHER }, clients), { account: GRANT.account }),
  'another service': async function* (clients) {
    for await (const one of stores.connectors.messages.read(
      { ...GRANT, service: 'messages', items: ['content.messages'], period: ALL_TIME },
      clients,
    ))
      yield one;
  },
  'another item of the service': (clients) => mail({ items: ['traffic.mail-headers'] }, clients),
  'an attribute that is not granted': async function* (clients) {
    const { Items = [] } = await clients.documents.send(
      new QueryCommand({
        TableName: stores.names.MailTable,
        KeyConditionExpression: '#account = :account',
        ExpressionAttributeNames: { '#account': 'account', '#subject': 'subject', '#entry': 'entry' },
        ExpressionAttributeValues: { ':account': GRANT.account },
        ProjectionExpression: '#account, #entry, #subject',
        Select: 'SPECIFIC_ATTRIBUTES',
      }),
    );
    for await (const one of mail({}, { ...clients, documents: stores.clients.documents }))
      if (!('setAside' in one))
        yield { ...one, fields: { ...one.fields, subject: String(Items[0]?.subject) } };
  },
  'bytes of another account': async function* (clients) {
    const key = [...stores.buckets.mail.objects.keys()].find((one) => one.startsWith(`${OTHER}/`)) ?? '';
    const bucket = clients.bucket(stores.names.MailBucket);
    for await (const one of mail({}, clients)) {
      if ('setAside' in one || !one.blob) continue;
      const { size: _size, ...blob } = one.blob;
      yield { ...one, blob: { ...blob, open: () => bucket.read(key) } };
    }
  },
  'outside the period, said as it is': (clients) => mail({ period: OUTSIDE }, clients),
  'outside the period, said to be inside': (clients) =>
    changed(mail({ period: OUTSIDE }, clients), { at: INSIDE_AT }),
  'a millisecond outside, said to be inside': async function* (clients) {
    for await (const one of mail({ period: OUTSIDE }, clients))
      yield { ...one, at: '2026-03-31T23:59:59.999Z' };
  },
  'what no row has': (clients) => changed(mail({}, clients), { id: 'made-up' }),
};

async function* changed(
  found: AsyncIterable<Found | Unfound>,
  by: Partial<Found>,
): AsyncGenerator<Found | Unfound> {
  for await (const one of found) yield { ...one, ...by } as Found;
}

/** Plays a lie with one layer and no other. */
async function isStopped(lie: Lie, layer: Layer): Promise<boolean> {
  const access = accessOf('mail', stores.byService.mail, GRANT.items);
  const rows = new RowsSeen();
  const clients =
    layer === 'session'
      ? guardedClients(stores.clients, GRANT.account, access)
      : layer === 'rows seen'
        ? rows.through(stores.clients)
        : stores.clients;
  const harvest = memoryObjects();
  let found = 0;
  const counted = async function* () {
    for await (const one of lie(clients)) {
      found += 1;
      yield one;
    }
  };
  try {
    const read = layer === 'rows seen' ? rows.hold(counted()) : counted();
    const written = await writeHarvest(read, GRANT.items, { prefix: 'd-1/1/0/', harvest });
    if (found === 0) throw new Error('nothing was found that could be stopped');
    // What a session cannot read is not found: bytes that it is refused are set aside, and none of them leaves.
    if (layer === 'session') return written.setAside?.some(({ reason }) => reason === 'refused') ?? false;
    if (layer !== 'check') return false;
    const part = HarvestPart.parse({
      round: 1,
      grant: 0,
      account: GRANT.account,
      service: 'mail',
      finishedAt: FILED_AT,
      ...written,
    });
    const bounds = boundsOf(
      { demand: demandOf({ data: [ITEM], period: PERIOD }), filedAt: FILED_AT },
      determinationOf({ authorised: [ITEM] }),
      reviewOf({ items: [ITEM], period: PERIOD }),
      dictionary,
    );
    const rules = { bounds, isContent: dictionary.isContent, before: [] };
    const room = new PartOfCheck(CHECK_LIMITS);
    const deps = { harvest, frozen: harvest, ...rules, room };
    await checkGrant({ demandId: 'd-1', grant: GRANT, part }, { line: 0, faults: [] }, deps);
    return false;
  } catch (error) {
    const { name, message } = error as Error;
    if (!/AccessDenied|HarvestOutsideScope/.test(name) && !message.includes('none of its rows')) throw error;
    return true;
  }
}

it('each layer stops by itself what docs/design.md claims of it, and no more is claimed', async () => {
  const rows: string[][] = [];
  for (const [name, lie] of Object.entries(LIES)) {
    const cells: string[] = [];
    for (const layer of LAYERS)
      cells.push(
        (await isStopped(lie, layer).catch((error: Error) =>
          Promise.reject(new Error(`${name}, ${layer}: ${error.message}`)),
        ))
          ? 'stops'
          : '–',
      );
    rows.push([name, ...cells]);
  }
  const table = [['a connector reads', ...LAYERS], ['---', ...LAYERS.map(() => '---')], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
    .replaceAll('| --- ', '|---')
    .replaceAll('---|---', '---|---')
    .replace(/---\|---\|---\|--- \|/, '---|---|---|---|');
  process.stdout.write(`${table}\n`);
  // Nothing passes all layers.
  for (const row of rows) expect(row).toContain('stops');
  const design = readFileSync(join(import.meta.dirname, '../../docs/design.md'), 'utf8');
  expect(design).toContain(table);
});
