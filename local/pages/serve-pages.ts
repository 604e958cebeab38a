import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { AUDIENCE } from '../issuer/mint-token.ts';
import { hasCode } from '../state/error-code.ts';

/** Pages of a project that stand on the API's port: files, and how they are served. */
export type Pages = {
  /** Holds index.html and whatever it names. */
  readonly folder: string;
  /** Paths that index.html answers, with all below them; `/` is one without being told. */
  readonly paths: readonly string[];
  /** Files under this path may be kept for good. */
  readonly assets: string;
  readonly cache: { readonly assets: string; readonly others: string };
  /** Headers of every file, given the origins that pages may call besides their own. */
  readonly headers: (connect: readonly string[]) => Readonly<Record<string, string>>;
};

/** Where the pages find what is not on their own origin. */
type Around = { readonly issuer: string; readonly jwksUri: string; readonly awsEndpoint: string };

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** A file beside index.html, such as `/favicon.svg`. */
const AT_TOP = /^\/[\w.-]+\.[a-z0-9]+$/;

/** Answers a request for a page or one of its files, and says whether it was one. */
export type PagesListener = (request: IncomingMessage, response: ServerResponse) => boolean;

export function pagesListener(
  { folder, paths, assets, cache, headers }: Pages,
  { issuer, jwksUri, awsEndpoint }: Around,
): PagesListener {
  const origins = [issuer, jwksUri, awsEndpoint].map((address) => new URL(address).origin);
  const always = headers([...new Set(origins)]);
  /** What the pages ask of their host: the API is on their own origin. */
  const config = JSON.stringify({ api: '', issuer, clientId: AUDIENCE });
  const isPage = (path: string): boolean =>
    path === '/' || paths.some((page) => path === page || path.startsWith(`${page}/`));

  /** By the folder's listing, made anew each time: no path of a request becomes a path of the machine. None is made for a path of the API. */
  function fileOf(path: string): string | undefined {
    if (!isPage(path) && !path.startsWith(assets) && !AT_TOP.test(path)) return undefined;
    const wanted = isPage(path) ? '/index.html' : path;
    return names(folder).find((name) => `/${name}` === wanted);
  }

  async function send(file: string | undefined, path: string, response: ServerResponse): Promise<void> {
    const body = file === undefined ? config : await readFile(join(folder, file));
    response
      .writeHead(200, {
        ...always,
        'content-type':
          file === undefined ? 'application/json' : (TYPES[extname(file)] ?? 'application/octet-stream'),
        'content-length': Buffer.byteLength(body),
        'cache-control': path.startsWith(assets) ? cache.assets : cache.others,
      })
      .end(response.req.method === 'HEAD' ? undefined : body);
  }

  return (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const isConfig = path === '/config.json';
    const file = isConfig ? undefined : fileOf(path);
    if (!isConfig && file === undefined && !isPage(path) && !path.startsWith(assets)) return false;
    request.resume();
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...always, allow: 'GET, HEAD', 'content-length': 0 }).end();
    } else if (!isConfig && file === undefined) {
      response.writeHead(404, { ...always, 'cache-control': cache.others, 'content-length': 0 }).end();
    } else {
      send(file, path, response).catch(() => response.destroy());
    }
    return true;
  };
}

/** Of the files of a folder, with slashes. What begins with a dot is served to nobody. */
function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      )
      .filter((name) => !name.split('/').some((part) => part.startsWith('.')));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}
