import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { searchRulebook, serveRulebook } from '../../../functions/validity/serve-rulebook.ts';
import { DIST } from '../../../web/dist-folder.ts';
import { contentPolicy, HEADERS, PAGE_PATHS } from '../../../web/hosting.ts';
import { law } from '../../validity/law.ts';

/** What the API answers: JSON, a page, or bytes of a type. */
export type Answered = {
  status?: number;
  json?: unknown;
  html?: string;
  bytes?: Buffer;
  headers?: Record<string, string>;
};
export type Asked = { method: string; path: string; query: URLSearchParams; body: unknown };
/** The API that pages are shown with; undefined where it has no such route. */
export type Api = (asked: Asked) => Answered | Promise<Answered> | undefined;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const isPage = (path: string) =>
  path === '/' || PAGE_PATHS.some((page) => path === page || path.startsWith(`${page}/`));

/** Serves the built pages by the rules of web/hosting.ts, the rulebook as it is, and of the API what a test says. */
export async function servePages(api: () => Api): Promise<{ origin: string; close: () => void }> {
  const server: Server = createServer((request, response) => {
    answer(request, api(), response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(request: IncomingMessage, api: Api, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://host');
  const path = url.pathname;
  const headers = { ...HEADERS, 'content-security-policy': contentPolicy([]) };
  if (path === '/config.json') {
    const config = { api: '', issuer: 'http://127.0.0.1:1', clientId: 'due-process' };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(config));
  } else if (isPage(path) || path.startsWith('/assets/') || path === '/favicon.svg') {
    const file = isPage(path) ? '/index.html' : path;
    const body = await readFile(join(DIST, file));
    response.writeHead(200, { ...headers, 'content-type': TYPES[extname(file)] }).end(body);
  } else if (path.startsWith('/rulebook')) {
    const { contentType, body } = lawAt(url, request.headers.accept ?? '');
    response.writeHead(200, { ...OF_THE_API, 'content-type': contentType }).end(body);
  } else {
    const body = await jsonOf(request);
    const told = await api({ method: request.method ?? '', path, query: url.searchParams, body });
    const { status = 200, json, html, bytes, headers: more = {} } = told ?? { status: 404, json: {} };
    if (html !== undefined) {
      response.writeHead(status, { ...OF_THE_API, 'content-type': 'text/html; charset=utf-8' }).end(html);
      return;
    }
    const type = bytes ? 'image/png' : status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type, ...more }).end(bytes ?? JSON.stringify(json));
  }
}

/** With what the functions of the API send. */
const OF_THE_API = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" };

function lawAt({ pathname, searchParams }: URL, accept: string) {
  if (pathname !== '/rulebook') return serveRulebook(pathname.slice('/rulebook/'.length), accept, law);
  const [words, jurisdiction, series] = ['q', 'in', 'series'].map((name) => searchParams.get(name) ?? '');
  return searchRulebook(
    { words: words ?? '', jurisdiction: jurisdiction ?? '', series: series ?? '' },
    accept,
    law,
  );
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
