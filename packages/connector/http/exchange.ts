import { ConnectorServerFault } from './http-fault.ts';

/** How a connector's server is spoken to. */
export type Server = {
  url: URL;
  /** Asked for anew with each request, so that it can be changed meanwhile. */
  secret: () => string | Promise<string>;
  /** Longest wait for an answer to begin, and between two pieces of it. */
  waitMs: number;
};

export type Answer = { response: Response; body: AsyncIterable<Uint8Array> };

export const PROTOCOL = 'due-process-connector/1';

/** Sends one request, and follows nowhere. @throws ConnectorServerFault where there is no answer */
export async function exchange(server: Server, url: URL, grant?: string): Promise<Answer> {
  const abort = new AbortController();
  const wait = waiting(abort, server.waitMs);
  const secret = await server.secret();
  wait.begin();
  try {
    const response = await fetch(url, {
      method: grant === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      signal: abort.signal,
      headers: {
        authorization: `Bearer ${secret}`,
        accept: grant === undefined ? '*/*' : 'application/jsonl',
        'accept-encoding': 'identity',
        'due-process-protocol': PROTOCOL,
        ...(grant === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(grant === undefined ? {} : { body: grant }),
    });
    return { response, body: pieces(response, abort, wait) };
  } catch (error) {
    throw faultOf(error, 'unreachable', 'the server does not answer');
  } finally {
    wait.end();
  }
}

/** @throws ConnectorServerFault for everything but 200, without a word of its body */
export function requireOk({ status, headers, body }: Response): void {
  const rule = status >= 300 && status < 400 ? 'redirect' : 'status';
  // Compressed, a line of a few bytes could be without end.
  const isPlain = ['', 'identity'].includes(headers.get('content-encoding') ?? '');
  if (status === 200 && isPlain) return;
  leave(body);
  throw status === 200
    ? new ConnectorServerFault('encoding', 'the server compressed its answer')
    : new ConnectorServerFault(rule, `the server answered ${status}`, status);
}

/** Nobody reads it: its connection is free for others. */
export const leave = (body: Response['body']): void => void body?.cancel().catch(() => {});

type Waiting = ReturnType<typeof waiting>;

function waiting(abort: AbortController, ms: number) {
  let timer: NodeJS.Timeout | undefined;
  return {
    begin: () => {
      timer = setTimeout(() => abort.abort(new ConnectorServerFault('too-slow', `nothing for ${ms} ms`)), ms);
    },
    end: () => clearTimeout(timer),
  };
}

async function* pieces(
  { body }: Response,
  abort: AbortController,
  wait: Waiting,
): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      // Only while it is waited for: who reads may take their time.
      wait.begin();
      const { done, value } = await reader.read().finally(wait.end);
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw faultOf(error, 'cut-off', 'the answer was cut off');
  } finally {
    // Whoever stops early wants no more of it.
    abort.abort();
  }
}

/** A fault that is ours as it is; of any other the code only, because its words may hold an address. */
function faultOf(error: unknown, rule: 'unreachable' | 'cut-off', what: string): ConnectorServerFault {
  if (error instanceof ConnectorServerFault) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new ConnectorServerFault(rule, `${what}${code}`);
}
