import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A loopback port on which the browser comes back with the code (RFC 8252, 7.3). */
export type Callback = {
  readonly redirectUri: string;
  /** The address with which the browser came back for this sign-in; undefined where it did not within the time. */
  arrival(state: string, waitMs: number): Promise<URL | undefined>;
  close(): void;
};

const PATH = '/callback';

/**
 * Listens on every loopback address of this machine, since `localhost` may mean any of them.
 * @param port 0 lets the system choose
 * @throws what the system says where the port is taken
 */
export async function openCallback(port: number): Promise<Callback> {
  let take: (url: URL) => boolean = () => false;
  const onRequest = (path: string, method: string | undefined, response: ServerResponse): void => {
    const url = URL.canParse(path, 'http://localhost') ? new URL(path, 'http://localhost') : undefined;
    const isCallback = method === 'GET' && url?.pathname === PATH;
    // What comes with another state is not the answer to what was asked: somebody else's, and it ends nothing.
    const isOurs = isCallback && take(url);
    response
      .writeHead(isOurs ? 200 : isCallback ? 400 : 404, {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
        connection: 'close',
      })
      .end(
        isOurs ? 'Done. Go back to the terminal; this page can be closed.\n' : 'Not what was asked for.\n',
      );
  };
  const make = () => createServer(({ url = '/', method }, response) => onRequest(url, method, response));
  const four = make();
  const chosen = await listen(four, '127.0.0.1', port);
  const six = make();
  // A machine without IPv6 has no ::1; there `localhost` is the other.
  await listen(six, '::1', chosen).catch(() => undefined);
  const redirectUri = `http://localhost:${chosen}${PATH}`;
  return {
    redirectUri,
    arrival: (state, waitMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(undefined), waitMs);
        take = (url) => {
          if (url.searchParams.get('state') !== state) return false;
          clearTimeout(timer);
          resolve(new URL(url.search, redirectUri));
          return true;
        };
      }),
    close: () => {
      for (const server of [four, six]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
