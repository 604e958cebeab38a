import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { Readable, Writable } from 'node:stream';
import type { AwsAnswer, AwsRequest } from './invocation.ts';

/** Asks the laptop's AWS. */
export type Ask = (request: AwsRequest) => Promise<AwsAnswer>;

/** As much of a socket as the SDK looks for, which sets times and options of it. */
const SOCKET = {
  connecting: false,
  setTimeout: () => SOCKET,
  setKeepAlive: () => SOCKET,
  once: () => SOCKET,
  on: () => SOCKET,
  removeListener: () => SOCKET,
  destroy: () => SOCKET,
};

/** A request of the SDK to the laptop's AWS, that goes to it as a message: a third of what a call costs is its wire. */
class CallRequest extends Writable {
  readonly socket = SOCKET;
  readonly #options: RequestOptions;
  readonly #ask: Ask;
  readonly #chunks: (string | Buffer)[] = [];

  constructor(options: RequestOptions, ask: Ask) {
    super({ decodeStrings: false });
    this.#options = options;
    this.#ask = ask;
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  override _final(done: () => void): void {
    const { method = 'GET', path, headers } = this.#options;
    const named = Object.entries({ ...headers }).map(([name, value]) => [name.toLowerCase(), String(value)]);
    const request = {
      method,
      url: path ?? '/',
      headers: Object.fromEntries(named),
      body: bodyOf(this.#chunks),
    };
    // What is wrong with a call is in its answer.
    void this.#ask(request).then((answer) => this.emit('response', responseOf(answer)));
    done();
  }

  setTimeout(): this {
    return this;
  }
}

/** Of text, as most are, or else bytes of their own: a part of a larger buffer would be sent with all of that. */
function bodyOf(chunks: readonly (string | Buffer)[]): string | Uint8Array {
  if (chunks.every((chunk) => typeof chunk === 'string')) return chunks.join('');
  return new Uint8Array(Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))));
}

function responseOf({ status, headers, body }: AwsAnswer): IncomingMessage {
  const response = new Readable({ read: () => {} });
  if (body !== '') response.push(body);
  response.push(null);
  return Object.assign(response as IncomingMessage, {
    statusCode: status,
    statusMessage: '',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  });
}

/** Signed requests to the laptop's AWS, but for those of S3, whose bodies may be large and come as streams. */
function isCall(options: unknown, endpoint: URL): options is RequestOptions {
  if (typeof options !== 'object' || options === null || options instanceof URL) return false;
  const { host, hostname, port, headers }: RequestOptions = options;
  if ((hostname ?? host) !== endpoint.hostname || String(port) !== endpoint.port) return false;
  const authorization = String(
    Object.entries({ ...headers }).find(([name]) => name.toLowerCase() === 'authorization')?.[1],
  );
  return authorization.startsWith('AWS4-') && !authorization.includes('/s3/aws4_request');
}

type Request = (...args: never[]) => ClientRequest;

/** `request` of node:http, as the code of a function finds it. */
export const requestOf =
  (wire: Request, endpoint: URL, ask: Ask) =>
  (...args: unknown[]): unknown => {
    const [options, answered] = args;
    if (!isCall(options, endpoint)) return Reflect.apply(wire, undefined, args);
    const request = new CallRequest(options, ask);
    if (typeof answered === 'function') request.once('response', (response) => answered(response));
    return request;
  };
