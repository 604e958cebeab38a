import type { Blob, Connector, Found, Grant, Unfound } from '../contract.ts';
import { lineFaults } from '../line-faults.ts';
import { blobAddress, serverAddress } from './address.ts';
import { exchange, leave, requireOk, type Server } from './exchange.ts';
import { BlobWithheld, ConnectorServerFault } from './http-fault.ts';
import { linesOf } from './lines.ts';

export type HttpConnectorOptions = {
  service: string;
  items: readonly string[];
  /** Where grants are sent: `https:`, or `http:` on this machine. */
  url: string;
  secret: Server['secret'];
  waitMs?: number;
};

const WAIT_MS = 30_000;

/**
 * A connector whose store answers by HTTP, as README.md says. Everything that comes is held against the grant, and nothing
 * but a stream with its end is taken for all that there is.
 * @throws ConnectorServerFault
 */
export function httpConnector(options: HttpConnectorOptions): Connector {
  const { service, items, secret, waitMs = WAIT_MS } = options;
  const server: Server = { url: serverAddress(options.url), secret, waitMs };
  return { service, items, read: (grant) => readGrant(grant, server) };
}

async function* readGrant(
  { account, service, items, period }: Grant,
  server: Server,
): AsyncGenerator<Found | Unfound> {
  const { from, to } = period;
  const grant = { account, service, items: [...items], period: { from, to } };
  const { response, body } = await exchange(server, server.url, JSON.stringify(grant));
  requireOk(response);
  if (!/^application\/jsonl(?:;|$)/.test(response.headers.get('content-type') ?? '')) {
    leave(response.body);
    throw new ConnectorServerFault('content-type', 'the answer is not application/jsonl');
  }
  let count = 0;
  let isEnded = false;
  for await (const text of linesOf(body)) {
    if (isEnded)
      throw new ConnectorServerFault('after-end', 'something follows the line that ends the answer');
    const line = parsed(text, count + 1);
    if ('end' in line) {
      if (line.end !== true || line.count !== count)
        throw new ConnectorServerFault('wrong-count', `the end says another number of lines than ${count}`);
      isEnded = true;
      continue;
    }
    count += 1;
    yield foundIn(line, grant, server, count);
  }
  if (!isEnded) throw new ConnectorServerFault('no-end', 'the answer has no line that ends it');
}

function parsed(text: string, number: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConnectorServerFault('not-json', `line ${number} is not JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ConnectorServerFault('bad-line', `line ${number} is no object`);
  return value as Record<string, unknown>;
}

/** A line as what was found. What it says of bytes becomes a way to open them. */
function foundIn(
  { blob, ...line }: Record<string, unknown>,
  grant: Grant,
  server: Server,
  number: number,
): Found | Unfound {
  const found = blob === undefined ? line : { ...line, blob: blobOf(blob, server, number) };
  const [fault] = lineFaults(found, grant);
  if (fault) throw new ConnectorServerFault('bad-line', `line ${number}: ${fault.rule}, ${fault.what}`);
  return found as Found | Unfound;
}

function blobOf(value: unknown, server: Server, number: number): Blob {
  const { mediaType, href, size } = Object(value);
  if (!Number.isSafeInteger(size) || size < 0)
    throw new ConnectorServerFault('bad-line', `line ${number}: its blob does not say its size in bytes`);
  const url = blobAddress(href, server.url);
  return {
    mediaType,
    open: async () => {
      const { response, body } = await exchange(server, url);
      const { status } = response;
      if (status === 403 || status === 404 || status === 410) {
        leave(response.body);
        throw new BlobWithheld(status);
      }
      requireOk(response);
      return ofSize(body, size);
    },
  };
}

/** The same bytes, which must be as many as the line said. */
async function* ofSize(body: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of body) {
    seen += chunk.byteLength;
    if (seen > size) break;
    yield chunk;
  }
  if (seen !== size)
    throw new ConnectorServerFault('blob-size', 'the bytes of a blob are not as many as its line said');
}
