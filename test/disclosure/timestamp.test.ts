import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TimestampDeps, timestamp } from '../../functions/disclosure/timestamp.ts';
import { certificatesOf } from '../../functions/disclosure/timestamps/certificate-chain.ts';
import { httpTimestampAuthority } from '../../functions/disclosure/timestamps/http-timestamp-authority.ts';
import { nonceOf, timestampQuery } from '../../functions/disclosure/timestamps/timestamp-query.ts';
import { TIMESTAMP } from '../../functions/ledger/parts/timestamp.part.ts';
import { verifyTimestamp } from '../../scripts/verify/verify-timestamp.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { issue, pemOf, TIME_STAMPING, timestampAnswer } from '../kit/timestamp-authority.ts';
import { type Desk, openDesk } from '../retrieval/approved-demand.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
import { fileChecked, type Sealed, sealed, sealingOf } from './sealed-demand.ts';

const root = issue({ name: 'Root', isCa: true });
const signer = issue({ name: 'Timestamps', issuer: root, purposes: [TIME_STAMPING] });
const stranger = issue({
  name: 'Timestamps',
  issuer: issue({ name: 'Root', isCa: true }),
  purposes: [TIME_STAMPING],
});

let engine: Engine;
let desk: Desk;
let package_: Sealed;

beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
});
afterAll(() => engine.stop());

type Ask = TimestampDeps['authority']['ask'];
const honest: Ask = async (query) => timestampAnswer(query, { signer, at: desk.ledger.clock() });

/** Runs the step with an authority; what it asked and how long it waited. */
async function run(ask: Ask) {
  const [asked, waits]: [Uint8Array[], number[]] = [[], []];
  const input = { demandId: package_.demandId, round: 1 };
  const output = await timestamp(input, {
    ...desk.ledger,
    authority: {
      ask: async (query) => {
        asked.push(query);
        return ask(query);
      },
    },
    known: certificatesOf(pemOf(root)),
    chance: () => crypto.getRandomValues(new Uint8Array(16)),
    wait: async (ms) => {
      waits.push(ms);
    },
  });
  expect(output).toEqual(input);
  return { asked, waits };
}

const last = async () => (await desk.ledger.store.events(package_.demandId)).at(-1);
const kept = () => desk.ledger.store.part(package_.demandId, TIMESTAMP());

describe('a sealed package', () => {
  beforeAll(async () => {
    package_ = await sealed(desk, sealingOf(desk), await fileChecked(desk, { items: ['subscriber'] }));
  });

  it('of which an authority says nothing three times has no timestamp, and its demand goes on', async () => {
    const before = await desk.ledger.store.read(package_.demandId);
    const { asked, waits } = await run(async (query) => timestampAnswer(query, { signer, at: new Date(0) }));
    expect(waits).toEqual([2000, 8000]);
    // Each with a nonce of its own.
    expect(new Set(asked.map((query) => Buffer.from(query).toString('hex'))).size).toBe(3);
    const { sha256 } = package_.part;
    expect(await last()).toMatchObject({
      action: 'disclosure.not-timestamped',
      detail: { packageSha256: sha256, fault: 'time' },
    });
    expect(await kept()).toBeUndefined();
    const after = await desk.ledger.store.read(package_.demandId);
    expect([after?.status, after?.matter]).toEqual([before?.status, before?.matter ?? before?.version]);
  });

  it('whose timestamp is a stranger’s has none', async () => {
    await run(async (query) => timestampAnswer(query, { signer: stranger, at: desk.ledger.clock() }));
    expect(await last()).toMatchObject({ detail: { fault: 'chain' } });
    expect(await kept()).toBeUndefined();
  });

  it('gets one when the authority is asked again, which the verifier believes', async () => {
    let tries = 0;
    const { waits } = await run(async (query) => {
      tries += 1;
      return tries === 1 ? Buffer.from('busy') : honest(query);
    });
    expect(waits).toEqual([2000]);
    const part = await kept();
    const { sha256, sealedAt } = package_.part;
    expect(await last()).toMatchObject({
      action: 'disclosure.timestamped',
      detail: { packageSha256: sha256, timestampedAt: part?.at },
    });
    const answer = Buffer.from(part?.response ?? '', 'base64');
    const lines = verifyTimestamp({ sha256, sealedAt }, { answer, ca: pemOf(root) });
    expect(lines).toEqual([`  timestamp  ${part?.at}, by an authority that you named`]);
  });

  it('that has one is not shown to anybody again', async () => {
    const before = await last();
    expect((await run(honest)).asked).toEqual([]);
    expect(await last()).toEqual(before);
  });

  it('of a national-security demand is shown to nobody', async () => {
    const input = { demandId: package_.demandId.replace(/^d-/, 'c-'), round: 1 };
    const deps = { ...desk.ledger, known: [], chance: () => new Uint8Array(16), wait: async () => undefined };
    const ask: Ask = () => Promise.reject(new Error('asked'));
    expect(await timestamp(input, { ...deps, authority: { ask } })).toEqual(input);
  });
});

describe('an authority over HTTP', () => {
  const query = timestampQuery('0'.repeat(64), nonceOf(new Uint8Array(16)));

  async function asking(listener: RequestListener, timeout: number): Promise<unknown> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      return await httpTimestampAuthority(`http://127.0.0.1:${port}/`, timeout)
        .ask(query)
        .catch((error) => error.fault);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
  const reply = { 'content-type': 'application/timestamp-reply' };

  it('is asked with the query alone, and its answer is taken', async () => {
    const answer = await asking(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      expect([request.method, request.headers['content-type']]).toEqual([
        'POST',
        'application/timestamp-query',
      ]);
      expect(Buffer.concat(chunks).equals(query)).toBe(true);
      response.writeHead(200, reply).end('answer');
    }, 1000);
    expect(String(answer)).toBe('answer');
  });

  it.each<[string, RequestListener]>([
    [
      'another content type',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('x'),
    ],
    ['an error', (_, response) => response.writeHead(503, reply).end('x')],
    ['a redirection', (_, response) => response.writeHead(302, { ...reply, location: '/other' }).end()],
    ['ten megabytes', (_, response) => response.writeHead(200, reply).end(Buffer.alloc(10_000_000))],
    ['silence', () => undefined],
    ['a connection that breaks', (request) => request.socket.destroy()],
  ])('that answers with %s has given none', async (_, listener) => {
    expect(await asking(listener, 1000)).toBe('no-answer');
  });
});
