import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { asObject, type JsonObject, parseJson } from '../template/json.ts';

export type RawReply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export class DynamoFailure extends Error {
  override readonly name = 'DynamoFailure';
  readonly code: string;

  constructor(operation: string, body: string) {
    super(`${operation}: ${body}`);
    this.code = /#(\w+)"/.exec(body)?.[1] ?? 'Unknown';
  }
}

/** The engine is not there, or did not answer: whether it did what it was asked is not known. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
}

/** Who keeps the engine running wants to know of calls that came to nothing. */
type Keeper = {
  readonly refused: () => void;
  readonly silent: () => void;
};

const NOBODY: Keeper = { refused: () => {}, silent: () => {} };

/** Longer than anything takes that functions ask. */
const PATIENCE_MS = 10_000;

/** The engine wants a signature to be there and does not check it: the laptop has done so before. */
const SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=laptop/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** Speaks to the engine, without the SDK: bodies pass through as they are. */
export class DynamoClient {
  readonly #url: URL;
  readonly #keeper: Keeper;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(url: URL, keeper = NOBODY) {
    this.#url = url;
    this.#keeper = keeper;
  }

  /** @throws DatabaseAway */
  raw(target: string, body: Buffer | string): Promise<RawReply> {
    return new Promise((resolve, reject) => {
      const away = (error: Error): void => {
        this.#keeper.refused();
        reject(new DatabaseAway(`the database does not answer (${error.message})`, { cause: error }));
      };
      const outgoing = request(
        this.#url,
        {
          method: 'POST',
          agent: this.#agent,
          headers: {
            authorization: SIGNATURE,
            'content-length': Buffer.byteLength(body),
            'content-type': 'application/x-amz-json-1.0',
            'x-amz-date': '20260101T000000Z',
            'x-amz-target': target,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', away);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 500,
              headers: response.headers,
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      outgoing.on('error', away);
      outgoing.setTimeout(PATIENCE_MS, () => {
        this.#keeper.silent();
        outgoing.destroy(new Error(`nothing in ${PATIENCE_MS / 1000} s`));
      });
      outgoing.end(body);
    });
  }

  async call(target: string, input: JsonObject): Promise<JsonObject> {
    const { status, body } = await this.raw(target, JSON.stringify(input));
    const text = body.toString('utf8');
    if (status !== 200) throw new DynamoFailure(target, text);
    return asObject(parseJson(text, target), target);
  }

  close(): void {
    this.#agent.destroy();
  }
}
