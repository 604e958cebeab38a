import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ShapeError } from '../template/json.ts';
import { AwsError } from './aws-error.ts';
import type { Answer, AwsReply, Service, WireRequest } from './call.ts';
import type { CredentialStore, Principal } from './credentials.ts';
import { verifySignature } from './signature.ts';
import { type Claim, readClaim } from './signature-claim.ts';
import { element } from './xml.ts';

const LARGEST_BODY = 512 * 1024 * 1024;

type EndpointOptions = {
  /** By the service's name in a signature's scope; none until the laptop has started. */
  readonly services: () => Readonly<Record<string, Service>>;
  readonly store: CredentialStore;
  readonly report: (line: string) => void;
  /** Answers GET /_laptop/usage, for programs that did not start the laptop. */
  readonly usage: () => unknown;
  /** Told of each call: who, by function or role, and what, as `dynamodb GetItem`. */
  readonly called: (who: string, what: string) => void;
};

/** The shapes in which services tell an error: S3's XML, that of the query protocol, JSON. */
type ErrorShape = 's3' | 'query' | 'json';

function shapeOf({ headers }: WireRequest, service: string | undefined): ErrorShape {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return 'query';
  const isS3 = service === 's3' || (service === undefined && headers['x-amz-target'] === undefined);
  return isS3 ? 's3' : 'json';
}

const s3Error = ({ code, message, details }: AwsError, requestId: string): string =>
  element('Error', { Code: code, Message: message, ...details, RequestId: requestId });

const queryError = ({ code, message }: AwsError, requestId: string): string =>
  element('ErrorResponse', { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: requestId });

function errorReply(error: AwsError, shape: ErrorShape, requestId: string): AwsReply {
  const status = error.status;
  if (status === 304) return { status, headers: {}, body: undefined };
  if (shape !== 'json') {
    const xml = shape === 's3' ? s3Error : queryError;
    return {
      status,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n${xml(error, requestId)}`,
    };
  }
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': error.code },
    body: JSON.stringify({
      __type: error.code,
      message: error.message,
      Message: error.message,
      ...error.details,
    }),
  };
}

/**
 * A function by its name. A session that somebody assumed by its role: the session's own name is of one demand, of which
 * nobody may learn here, and there is no end of them.
 */
const callerOf = ({ arn, roleArn, sessionPolicy }: Principal): string => {
  const last = (of: string) => of.split('/').at(-1) ?? '';
  return sessionPolicy === undefined || roleArn === undefined ? last(arn) : `session:${last(roleArn)}`;
};

/** The operation that a header names, or else the method. */
const operationOf = ({ headers, method }: WireRequest): string =>
  String(headers['x-amz-target'] ?? method)
    .split('.')
    .at(-1) ?? method;

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST_BODY)
        reject(new AwsError('EntityTooLarge', 'The laptop takes at most 512 MB at once.'));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

/** Faults of ours carry no detail outward; malformed input is the caller's. */
function toAwsError(error: unknown, report: EndpointOptions['report']): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof ShapeError) return new AwsError('SerializationException', error.message);
  report(
    `a fault inside the laptop: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return new AwsError('InternalFailure', 'The laptop failed; its console says how.', { status: 500 });
}

/** Everything that the functions call, whichever way it comes. */
export function answerOf({ services, store, report, usage, called }: EndpointOptions): Answer {
  async function answer(request: WireRequest, body: Buffer, requestId: string): Promise<AwsReply> {
    const target = request.url;
    const cut = target.indexOf('?');
    const path = cut < 0 ? target : target.slice(0, cut);
    const query = new URLSearchParams(cut < 0 ? '' : target.slice(cut + 1).replaceAll('+', '%2B'));
    if (path === '/_laptop/usage') {
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(usage()) };
    }
    let claim: Claim | undefined;
    try {
      claim = readClaim(request, query);
      if (claim === undefined) {
        throw new AwsError('MissingAuthenticationToken', 'The request is not signed.', { status: 403 });
      }
      const principal = verifySignature({ request, path, query, body }, claim, store);
      const played = services();
      if (Object.keys(played).length === 0)
        throw new AwsError('ServiceUnavailable', 'The laptop is starting.', { status: 503 });
      const service = played[claim.service];
      if (service === undefined) {
        throw new AwsError(
          'UnknownOperationException',
          `The laptop does not play the service ${claim.service}.`,
        );
      }
      called(callerOf(principal), `${claim.service} ${operationOf(request)}`);
      const { method, headers } = request;
      return await service({ principal, method, path, query, headers, body });
    } catch (error) {
      const failure = toAwsError(error, report);
      if (failure.code === 'UnknownOperationException' || failure.code === 'NotImplemented')
        report(failure.message);
      return errorReply(failure, shapeOf(request, claim?.service), requestId);
    }
  }

  return async (request, body) => {
    const requestId = randomUUID();
    const reply = await answer(request, body, requestId);
    const headers = {
      // Of the laptop's clock: clients whose own is elsewhere sign by it from then on.
      date: new Date().toUTCString(),
      'x-amzn-requestid': requestId,
      'x-amz-request-id': requestId,
      ...reply.headers,
    };
    return { ...reply, headers };
  };
}

async function send(response: ServerResponse, { status, headers, body }: AwsReply): Promise<void> {
  response.writeHead(status, headers);
  if (body instanceof Readable) await pipeline(body, response);
  else response.end(body);
}

/** What buckets answer to pages of another origin that they were told to let read. */
const FOR_PAGES = {
  vary: 'origin',
  'access-control-allow-methods': 'GET, HEAD, PUT',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': 'etag, content-length, content-range',
};

const wireRequest = ({ method = 'GET', url = '/', headers }: IncomingMessage): WireRequest => ({
  method,
  url,
  headers,
});

/**
 * One address for all services. The laptop's own pages reach it too, with links that were signed for them: S3 would be told
 * so bucket by bucket.
 * @param pages gives the origins of those pages
 */
export const createEndpoint = (answer: Answer, pages: () => readonly string[] = () => []): Server =>
  createServer({ keepAliveTimeout: 60_000, noDelay: true }, (request, response) => {
    const { origin } = request.headers;
    if (origin !== undefined && pages().includes(origin)) {
      for (const [name, value] of Object.entries(FOR_PAGES)) response.setHeader(name, value);
      response.setHeader('access-control-allow-origin', origin);
    }
    if (request.method === 'OPTIONS') {
      request.resume();
      response.writeHead(response.hasHeader('access-control-allow-origin') ? 204 : 403).end();
      return;
    }
    readBody(request)
      .then((body) => answer(wireRequest(request), body))
      .then((reply) => send(response, reply))
      .catch(() => response.destroy());
  });
