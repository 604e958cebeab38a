import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import type { Grant } from '../../../packages/connector/contract.ts';
import { linesOf, type VoiceMailStore } from './records.ts';

const MAX_GRANT_BYTES = 64 * 1024;
const ITEMS = ['traffic.call-records', 'content.calls'];

const instant = z.iso.datetime({ precision: 3 });
const GrantBody = z.strictObject({
  account: z.string().check(z.minLength(1), z.maxLength(256)),
  service: z.literal('voicemail'),
  items: z.array(z.enum(ITEMS)).check(z.minLength(1)),
  period: z.strictObject({ from: instant, to: instant }),
});

/** A provider's server for the service `voicemail`, by the protocol of packages/connector/README.md. It speaks plain HTTP: TLS stands before it. */
export function voiceMailServer(store: VoiceMailStore, secret: string): Server {
  return createServer((request, response) => {
    answer(request, response, store, secret).catch(() => {
      // Before the first line an answer of its own; after it, a stream without an end.
      if (response.headersSent) response.destroy();
      else end(response, 500);
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  store: VoiceMailStore,
  secret: string,
): Promise<void> {
  if (!isSame(request.headers.authorization ?? '', `Bearer ${secret}`)) return end(response, 401);
  const { pathname } = new URL(request.url ?? '/', 'http://server');
  if (request.method === 'POST' && pathname === '/grants') return grants(request, response, store);
  const [, account, id] = /^\/recordings\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
  if (request.method !== 'GET' || account === undefined || id === undefined) return end(response, 404);
  const bytes = await store.recording(decodeURIComponent(account), decodeURIComponent(id));
  if (!bytes) return end(response, 404);
  response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': bytes.byteLength });
  response.end(bytes);
}

async function grants(
  request: IncomingMessage,
  response: ServerResponse,
  store: VoiceMailStore,
): Promise<void> {
  const grant = grantOf(await textOf(request));
  if (!grant) return end(response, 400);
  let count = 0;
  const write = async (line: object) => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/jsonl' });
    // As fast as it is read, and no faster.
    if (!response.write(`${JSON.stringify(line)}\n`)) await once(response, 'drain');
  };
  for await (const mail of store.between(grant.account, grant.period))
    for (const line of linesOf(mail, grant)) {
      await write(line);
      count += 1;
    }
  await write({ end: true, count });
  response.end();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > MAX_GRANT_BYTES) return '';
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function grantOf(text: string): Grant | undefined {
  try {
    return GrantBody.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** In the same time, whatever the difference. */
const isSame = (given: string, expected: string) => timingSafeEqual(sha256(given), sha256(expected));
const sha256 = (text: string) => createHash('sha256').update(text).digest();

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
