import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import PostalMime from 'postal-mime';
import { generateProvider, type SampleProvider } from '../../examples/provider/generate.ts';
import { loadProvider } from '../../examples/provider/load.ts';
import { sha256Hex } from '../../functions/shared/canonical-json.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { FEW, openSampleStores } from '../retrieval/sample-stores.ts';

const TODAY = '2026-11-23';
let provider: SampleProvider;

beforeAll(async () => {
  provider = await generateProvider(TODAY);
});

const hashOf = (value: SampleProvider) => sha256Hex(JSON.stringify(value));
const accountOf = (identifier: string, at = `${TODAY}T00:00:00.000Z`) =>
  provider.directory.filter(
    (one) => one.identifier === identifier && one.since <= at && (one.until === undefined || at < one.until),
  );

describe('the sample provider', () => {
  it('is the same each time for the same day, and another for another day', async () => {
    expect(hashOf(await generateProvider(TODAY))).toBe(hashOf(provider));
    expect(hashOf(await generateProvider('2026-11-24'))).not.toBe(hashOf(provider));
  });

  it('has 60 accounts with identifiers of their own, and 2,000 messages in their mailboxes', () => {
    const { accounts, mail } = provider;
    expect(accounts).toHaveLength(60);
    expect(mail).toHaveLength(2000);
    for (const key of ['id', 'email', 'phone'] as const)
      expect(new Set(accounts.map((account) => account[key])).size).toBe(60);
  });

  it.each([
    'email:alice@example.com',
    'ip-address:203.0.113.99',
    'phone:+12025550199',
    'email:streamer@example.com',
    'email:grace@example.com',
    'email:user@example.es',
    'email:user@example.pl',
    'email:cfo@acme-tenant.example',
    'phone:+12025550100',
    'account-id:user123',
    'account-id:user789',
    'account-id:user900',
  ])('knows whom %s names', (identifier) => {
    expect(accountOf(identifier)).toHaveLength(1);
  });

  it('has one holder of 203.0.113.7 on every day of two years, and a session of theirs with it', () => {
    const { sessions } = provider;
    for (let day = 1; day <= 730; day += 1) {
      const date = new Date(Date.parse(TODAY) - day * 86_400_000).toISOString();
      const [holder, ...others] = accountOf('ip-address:203.0.113.7', date);
      expect(others).toEqual([]);
      const used = sessions.filter(
        ({ address, start }) => address === '203.0.113.7' && start.startsWith(date.slice(0, 10)),
      );
      expect(used.map(({ account }) => account)).toEqual([holder?.account]);
    }
  });

  it('uses names, numbers and addresses that are kept for fiction', () => {
    const text = JSON.stringify({
      ...provider,
      mail: provider.mail.map(({ item }) => item),
      files: [],
      recordings: provider.recordings.map(({ item }) => item),
    });
    for (const [domain] of text.matchAll(/(?<=@)[a-z0-9.-]+\.[a-z]+/g))
      expect(domain).toMatch(/^(example\.(com|org|net|es|pl)|acme-tenant\.example)$/);
    for (const [number] of text.matchAll(/\+1\d{10}/g)) expect(number).toMatch(/^\+1\d{3}55501\d\d$/);
    for (const [address] of text.matchAll(/\b\d{1,3}(\.\d{1,3}){3}\b/g))
      expect(address).toMatch(/^(203\.0\.113|198\.51\.100|192\.0\.2)\./);
  });

  it('has records of the 24 months (addresses: whole weeks) before the day, and none of the day', () => {
    const { mail, messages, calls, sessions, accesses, files, recordings } = provider;
    const entries = [...mail, ...files, ...recordings].map(({ item }) => item.entry);
    const others = [...messages, ...calls, ...sessions, ...accesses].map(({ entry }) => entry);
    for (const entry of [...entries, ...others]) {
      const at = entry.replace(/^(file|access|recording)#/, '').slice(0, 24);
      expect(at >= '2024-11-16' && at < TODAY).toBe(true);
    }
  });

  it('has mail that other software reads, in threads that hang together', async () => {
    const ids = new Set(provider.mail.map(({ item }) => item.messageId));
    let attachments = 0;
    for (const { item, bytes } of provider.mail.slice(0, 300)) {
      const message = await PostalMime.parse(bytes);
      expect(message).toMatchObject({ messageId: item.messageId, subject: item.subject });
      expect(new Date(message.date ?? '').toISOString()).toBe(item.date);
      expect(message.to?.map(({ address }) => address)).toEqual(item.to);
      attachments += message.attachments.length;
      if (message.inReplyTo) expect(ids).toContain(message.inReplyTo);
      expect(bytes.toString('latin1')).not.toMatch(/(?<!\r)\n|\r(?!\n)/);
    }
    expect(attachments).toBeGreaterThan(30);
  });

  it('has recordings of calls that their accounts had, voice mail of those that nobody answered', () => {
    const calls = new Map(provider.calls.map((call) => [`${call.account} ${call.id}`, call]));
    const kinds = new Set<string>();
    for (const { item, bytes } of provider.recordings) {
      const call = calls.get(`${item.account} ${item.call}`);
      expect(call).toMatchObject({ start: item.start, from: item.parties[0], to: item.parties[1] });
      expect(item.recording === 'voicemail').toBe(call?.result === 'missed');
      expect(item.size).toBe(bytes.length);
      kinds.add(item.recording);
    }
    expect([...kinds].sort()).toEqual(['recording', 'video-call', 'voicemail']);
  });

  it('has a message in the mailboxes of all who had it', () => {
    const mailboxes = new Map<string, Set<string>>();
    for (const { item } of provider.mail.slice(0, -10))
      mailboxes.set(item.messageId, (mailboxes.get(item.messageId) ?? new Set()).add(item.account));
    const idOf = new Map(provider.accounts.map(({ email, id }) => [email, id]));
    for (const { item } of provider.mail.slice(0, 500)) {
      const holders = [item.from, ...item.to].map((email) => idOf.get(email));
      expect([...(mailboxes.get(item.messageId) ?? [])].sort()).toEqual(holders.sort());
    }
  });
});

describe('a load of the sample provider', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  it('of an earlier release gets what that had not, with its date, and nothing twice', async () => {
    const { names, clients, buckets } = await openSampleStores(engine);
    const key = { identifier: 'sample-provider:loaded' };
    const move = async (from: string, to: string) => {
      const table = { TableName: names.DirectoryTable };
      const { Item } = await engine.documents.send(
        new GetCommand({ ...table, Key: { ...key, since: from } }),
      );
      await engine.documents.send(new PutCommand({ ...table, Item: { ...Item, since: to } }));
      await engine.documents.send(new DeleteCommand({ ...table, Key: { ...key, since: from } }));
    };
    await move('version-2', 'version-1');
    const had = [...buckets.calls.objects.keys()];
    buckets.calls.objects.clear();
    const mail = buckets.mail.objects.size;
    const bucket = (name: string) => clients.bucket(name) as (typeof buckets)['calls'];
    const loaded = await loadProvider(
      names,
      '2026-12-24',
      {
        documents: engine.documents,
        putObject: async ({ bucket: name, key: at, bytes }) => bucket(name).objects.set(at, bytes),
      },
      FEW,
    );
    expect(loaded).toMatchObject({ wasThere: false, today: '2026-11-20' });
    expect([...buckets.calls.objects.keys()]).toEqual(had);
    expect(buckets.mail.objects.size).toBe(mail);
  });

  it('that was done is not done again', async () => {
    const { names } = await openSampleStores(engine);
    let objects = 0;
    const again = await loadProvider(names, '2026-12-24', {
      documents: engine.documents,
      putObject: async () => {
        objects += 1;
      },
    });
    expect(again).toMatchObject({ wasThere: true, today: '2026-11-20' });
    expect(objects).toBe(0);
  });
});
