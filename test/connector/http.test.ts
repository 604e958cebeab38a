import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { voiceMailServer } from '../../examples/connectors/http/server.ts';
import { voicemailConnector } from '../../examples/connectors/http/voicemail.connector.ts';
import { memoryStore, SAMPLE } from '../../examples/connectors/memory-store.ts';
import { isPassing } from '../../functions/shared/is-passing.ts';
import type { Found, Grant, Unfound } from '../../packages/connector/contract.ts';
import { httpConnector } from '../../packages/connector/http/http-connector.ts';
import { secretAsked } from '../../packages/connector/http/secret-asked.ts';
import { checkConnector } from '../../packages/connector/kit/check-connector.ts';

const SECRET = 'open-sesame';
const secret = async () => SECRET;
const ITEMS = ['traffic.call-records', 'content.calls'];
const GRANT: Grant = {
  account: 'acct-0001',
  service: 'voicemail',
  items: ITEMS,
  period: { from: '2026-03-01T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' },
};

const servers: Server[] = [];
async function listening(server: Server): Promise<string> {
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/grants`;
}
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

type Answers = (request: IncomingMessage, response: ServerResponse) => void;
const hostile = (answer: Answers) => listening(createServer(answer));
const optionsOf = (url: string, waitMs = 5000) => ({
  service: 'voicemail',
  items: ITEMS,
  url,
  secret,
  waitMs,
});

async function readAll(found: AsyncIterable<Found | Unfound>): Promise<(Found | Unfound)[]> {
  const all: (Found | Unfound)[] = [];
  for await (const one of found) all.push(one);
  return all;
}
const readFrom = (url: string, waitMs?: number) =>
  readAll(httpConnector(optionsOf(url, waitMs)).read(GRANT, undefined));
async function bytesOf(blob: Found['blob']): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await blob?.open()) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const LINE = {
  account: 'acct-0001',
  service: 'voicemail',
  item: 'content.calls',
  at: '2026-03-01T00:00:00.000Z',
  id: 'v1',
  fields: { from: '+1 202 555 0143' },
};
const END = (count: number) => `${JSON.stringify({ end: true, count })}\n`;
const text = (...lines: object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const jsonl =
  (body: string | Buffer): Answers =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/jsonl' }).end(body);
  };
/** A stream that goes away after its first line. */
const goingAway: Answers = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/jsonl' });
  response.write(text(LINE), () => setTimeout(() => response.destroy(), 50));
};

describe('a connector whose store answers by HTTP', () => {
  it('keeps the contract, and its server asks for the secret', async () => {
    const store = memoryStore();
    const url = await listening(
      voiceMailServer(
        {
          ...store,
          between: async function* (account, period) {
            yield* store.between(account === 'acct-broken' ? 'acct-0001' : account, period);
            if (account === 'acct-broken') throw new Error('the store went away');
          },
        },
        SECRET,
      ),
    );
    const broken = [
      { what: 'a store that goes away', account: 'acct-broken' },
      { what: 'another secret', connector: voicemailConnector(url, async () => 'another') },
    ];
    const connector = voicemailConnector(url, secret);
    const subject = { connector, account: 'acct-0001', emptyAccount: 'acct-0002', broken };
    expect((await checkConnector(subject)).findings).toEqual([]);
    expect(await secretAsked(optionsOf(url), 'acct-0001')).toEqual([]);
  });

  it('is told of where its server gives everything to everybody', async () => {
    const url = await hostile(jsonl(END(0)));
    expect((await secretAsked(optionsOf(url), 'acct-0001')).map(({ rule }) => rule)).toEqual([
      'secret-not-asked',
      'secret-not-asked',
    ]);
  });

  it('sends the grant and the secret, and no more', async () => {
    let body = '';
    const headers: IncomingMessage['headers'][] = [];
    const url = await hostile(async (request, response) => {
      headers.push(request.headers);
      for await (const piece of request) body += piece;
      jsonl(END(0))(request, response);
    });
    const spans = [GRANT.period, GRANT.period];
    await readAll(httpConnector(optionsOf(url)).read({ ...GRANT, spans } as Grant, undefined));
    expect(JSON.parse(body)).toEqual(GRANT);
    expect(headers[0]).toMatchObject({
      authorization: `Bearer ${SECRET}`,
      'due-process-protocol': 'due-process-connector/1',
    });
  });

  it('opens bytes again and again, whenever', async () => {
    const url = await listening(voiceMailServer(memoryStore(), SECRET));
    const found = (await readFrom(url)).flatMap((one) => ('blob' in one && one.blob ? [one.blob] : []));
    expect(found).toHaveLength(4);
    for (const [index, blob] of found.entries())
      for (let times = 0; times < 2; times += 1)
        expect(await bytesOf(blob)).toEqual(SAMPLE[index]?.recording);
  });
});

const page = (size: number) => Buffer.alloc(size, 'x');

describe('a server that breaks the protocol ends the retrieval', () => {
  it.each<[string, string, Answers]>([
    ['no-end', 'a stream that ends without its end', jsonl(text(LINE))],
    ['no-end', 'an empty answer', jsonl('')],
    ['cut-off', 'a stream that is cut off', goingAway],
    ['cut-off', 'a line that is not ended', jsonl(text(LINE) + END(1).trimEnd())],
    ['wrong-count', 'an end that counts otherwise', jsonl(text(LINE) + END(2))],
    ['wrong-count', 'an end that says no', jsonl(text(LINE, { end: false, count: 1 }))],
    ['after-end', 'lines after the end', jsonl(END(0) + text(LINE))],
    ['not-json', 'invalid JSON', jsonl(`${text(LINE)}{"account":\n`)],
    ['not-json', 'an empty line', jsonl(`\n${END(0)}`)],
    ['not-utf-8', 'bytes that are no text', jsonl(Buffer.from([0x22, 0xff, 0x22, 0x0a]))],
    ['bad-line', 'a list', jsonl('[]\n')],
    ['bad-line', 'another account', jsonl(text({ ...LINE, account: 'acct-0003' }) + END(1))],
    ['bad-line', 'another service', jsonl(text({ ...LINE, service: 'mail' }) + END(1))],
    ['bad-line', 'another item', jsonl(text({ ...LINE, item: 'content.mail' }) + END(1))],
    ['bad-line', 'an instant outside', jsonl(text({ ...LINE, at: GRANT.period.to }) + END(1))],
    ['bad-line', 'no instant', jsonl(text({ ...LINE, at: null }) + END(1))],
    ['bad-line', 'no fields', jsonl(text({ ...LINE, fields: undefined }) + END(1))],
    ['bad-line', 'fields without a bottom', jsonl(`{"fields":${'['.repeat(5000)}${']'.repeat(5000)}}\n`)],
    [
      'bad-line',
      'a reason of its own',
      jsonl(text({ ...LINE, fields: undefined, setAside: 'lost' }) + END(1)),
    ],
    ['bad-line', 'bytes without a size', jsonl(text({ ...LINE, blob: { mediaType: 'a/b', href: '/x' } }))],
    [
      'bad-line',
      'bytes of what is no content',
      jsonl(text({ ...LINE, item: 'traffic.call-records', blob: { mediaType: 'a/b', href: '/x', size: 1 } })),
    ],
    [
      'blob-address',
      'bytes elsewhere',
      jsonl(text({ ...LINE, blob: { mediaType: 'a/b', href: 'https://example.com/x', size: 1 } })),
    ],
    [
      'blob-address',
      'bytes at another port',
      jsonl(text({ ...LINE, blob: { mediaType: 'a/b', href: '//127.0.0.1:1/x', size: 1 } })),
    ],
    [
      'blob-address',
      'bytes of a file',
      jsonl(text({ ...LINE, blob: { mediaType: 'a/b', href: 'file:///etc/passwd', size: 1 } })),
    ],
    [
      'content-type',
      'a page',
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(END(0)),
    ],
    [
      'encoding',
      'a compressed answer',
      (_, response) =>
        void response
          .writeHead(200, { 'content-type': 'application/jsonl', 'content-encoding': 'gzip' })
          .end(),
    ],
    ['status', 'a fault', (_, response) => void response.writeHead(500).end()],
    ['status', 'no content', (_, response) => void response.writeHead(204).end()],
    [
      'redirect',
      'a way elsewhere',
      (_, response) => void response.writeHead(307, { location: 'https://example.com/' }).end(),
    ],
    ['unreachable', 'no answer', (request) => void request.socket.destroy()],
  ])('%s: %s', async (rule, _what, answer) => {
    await expect(readFrom(await hostile(answer))).rejects.toMatchObject({
      name: 'ConnectorServerFault',
      rule,
    });
  });

  it.each<[boolean, string, Answers]>([
    [true, 'no answer', (request) => void request.socket.destroy()],
    [true, 'an answer that is cut off', goingAway],
    [true, '503', (_, response) => void response.writeHead(503).end()],
    [true, '429', (_, response) => void response.writeHead(429).end()],
    [false, '401', (_, response) => void response.writeHead(401).end()],
    [false, 'a stream without its end', jsonl(text(LINE))],
  ])('and is asked again (%s) after %s', async (isAgain, _what, answer) => {
    const error = await readFrom(await hostile(answer)).catch((thrown: Error) => thrown);
    expect(isPassing(error)).toBe(isAgain);
  });

  it('without its memory growing with a line that does not end', async () => {
    let sent = 0;
    const url = await hostile(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/jsonl' });
      response.on('error', () => {});
      while (!response.destroyed) {
        sent += 1;
        if (!response.write(page(64 * 1024)))
          await Promise.race([once(response, 'drain'), once(response, 'close')]);
      }
    });
    await expect(readFrom(url)).rejects.toMatchObject({ rule: 'line-too-long' });
    expect(sent).toBeLessThan(400);
  });

  it('where it says nothing for too long, before its answer and within it', async () => {
    await expect(readFrom(await hostile(() => {}), 100)).rejects.toMatchObject({ rule: 'too-slow' });
    const halting: Answers = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/jsonl' });
      response.write(text(LINE));
    };
    await expect(readFrom(await hostile(halting), 100)).rejects.toMatchObject({ rule: 'too-slow' });
  });

  it('and where nobody listens', async () => {
    await expect(readFrom('http://127.0.0.1:1/grants')).rejects.toMatchObject({ rule: 'unreachable' });
  });

  it('without a word of account, record or secret', async () => {
    const url = await hostile(jsonl(text({ ...LINE, id: '', 'Olga Sample': true }) + END(1)));
    const error = await readFrom(url).catch((thrown: Error) => thrown);
    expect(String(error)).toContain('line 1: ');
    expect(String(error)).not.toMatch(/acct-|Olga|555|sesame|127/);
  });
});

describe('the bytes of a record', () => {
  const line = (size: number) => ({
    ...LINE,
    blob: { mediaType: 'audio/mpeg', href: '/recordings/v1', size },
  });
  const openFrom = async (size: number, answer: Answers) => {
    const url = await hostile((request, response) =>
      (request.method === 'POST' ? jsonl(text(line(size)) + END(1)) : answer)(request, response),
    );
    const [found] = (await readFrom(url)) as Found[];
    return bytesOf(found?.blob);
  };
  const bytes =
    (size: number): Answers =>
    (_request, response) =>
      void response.writeHead(200).end(page(size));

  it('are as many as the line says', async () => {
    expect(await openFrom(300_000, bytes(300_000))).toHaveLength(300_000);
    expect(await openFrom(0, bytes(0))).toHaveLength(0);
    await expect(openFrom(3, bytes(4))).rejects.toMatchObject({ rule: 'blob-size' });
    await expect(openFrom(5, bytes(4))).rejects.toMatchObject({ rule: 'blob-size' });
  });

  it.each([
    [404, 'NoSuchKey'],
    [410, 'NoSuchKey'],
    [403, 'AccessDenied'],
  ])('that are answered %i set their record aside', async (status, name) => {
    await expect(openFrom(1, (_, response) => void response.writeHead(status).end())).rejects.toMatchObject({
      name,
    });
  });

  it.each<[string, number, Record<string, string>]>([
    ['status', 500, {}],
    ['status', 401, {}],
    ['redirect', 302, { location: 'https://example.com/' }],
  ])('end the retrieval with %s for %i', async (rule, status, headers) => {
    await expect(
      openFrom(1, (_, response) => void response.writeHead(status, headers).end()),
    ).rejects.toMatchObject({ rule });
  });
});

describe('the address of a server', () => {
  it.each([
    'http://connector.example.com/grants',
    'http://127.0.0.1.example.com/grants',
    'ftp://127.0.0.1/grants',
    'https://user:password@connector.example.com/grants',
    'https://connector.example.com/grants#a',
    'connector.example.com',
  ])('is not %s', (url) => {
    expect(() => httpConnector(optionsOf(url))).toThrow(expect.objectContaining({ rule: 'address' }));
  });

  it.each(['https://connector.example.com/grants', 'http://localhost:8080/grants', 'http://[::1]:8080/'])(
    'may be %s',
    (url) => {
      expect(httpConnector(optionsOf(url)).service).toBe('voicemail');
    },
  );
});
