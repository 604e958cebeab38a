import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ASSETS, CACHE, contentPolicy, HEADERS, PAGE_PATHS } from '../../web/hosting.ts';
import { createEndpoint } from '../aws/endpoint.ts';
import { pagesListener } from '../pages/serve-pages.ts';
import { listen, portOf } from '../state/ports.ts';

const AROUND = {
  issuer: 'http://127.0.0.1:4001',
  jwksUri: 'http://127.0.0.1:4001/.well-known/jwks.json',
  awsEndpoint: 'http://127.0.0.1:4002',
};

describe('the pages on the laptop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  const dist = join(folder, 'dist');
  let server: Server;

  beforeAll(async () => {
    mkdirSync(join(dist, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'secret.json'), '{}');
    writeFileSync(join(dist, '.made-of'), 'x');
    writeFileSync(join(dist, 'index.html'), '<!doctype html><title>Pages</title>');
    writeFileSync(join(dist, 'assets/main-5f3a.js'), 'export {};');
    const pages = pagesListener(
      {
        folder: dist,
        paths: PAGE_PATHS,
        assets: ASSETS,
        cache: CACHE,
        headers: (connect) => ({ ...HEADERS, 'content-security-policy': contentPolicy(connect) }),
      },
      AROUND,
    );
    server = createServer((incoming, response) => {
      if (!pages(incoming, response)) response.writeHead(418).end('the API');
    });
    await listen(server, 0);
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  /** The path as it stands: `fetch` would make it plain before it asks. */
  const ask = (path: string, method = 'GET') =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
      (resolve, reject) => {
        request({ host: '127.0.0.1', port: portOf(server), path, method }, (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          );
        })
          .on('error', reject)
          .end();
      },
    );

  it.each([
    '/',
    '/?a=b',
    '/desk',
    '/desk/demands/d-1?x',
    '/agent/new',
    '/check',
    '/signed-in?code=c&state=s',
    '/index.html',
  ])('answers %s with the page, which a browser asks for again', async (path) => {
    const { status, headers, text } = await ask(path);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(text).toContain('<title>Pages');
  });

  it('says at /config.json where the API and the issuer are', async () => {
    const { headers, text } = await ask('/config.json');
    expect(JSON.parse(text)).toEqual({ api: '', issuer: 'http://127.0.0.1:4001', clientId: 'due-process' });
    expect([headers['content-type'], headers['cache-control']]).toEqual(['application/json', 'no-cache']);
  });

  it('lets a browser keep a file whose name has its hash, for good, and tells one that is not there', async () => {
    const { headers } = await ask('/assets/main-5f3a.js');
    expect([headers['content-type'], headers['cache-control']]).toEqual([
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    expect([(await ask('/assets/main-old.js')).status, (await ask('/assets/')).status]).toEqual([404, 404]);
  });

  it('sends with every file what keeps others out of it, and no HSTS, since it has no TLS', async () => {
    for (const path of ['/', '/assets/main-5f3a.js', '/config.json', '/assets/none.js']) {
      const { headers } = await ask(path);
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; worker-src 'self'; connect-src 'self' http://127.0.0.1:4001 http://127.0.0.1:4002; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types verifier-worker",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['strict-transport-security']).toBeUndefined();
    }
  });

  it.each([
    '/demands',
    '/rulebook/us/search-warrant',
    '/deskx',
    '/.made-of',
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/assets/..%2f..%2fsecret.json',
    '//etc/passwd',
    '/assets\\..\\..\\secret.json',
    '/index.html/',
    '/index.html%00.js',
  ])('finds no file for %s', async (path) => {
    const { status, text } = await ask(path);
    expect([404, 418]).toContain(status);
    expect(text).not.toContain('{}');
    expect(status === 418).toBe(!path.startsWith('/assets/'));
  });

  it('is read, and nothing else', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      for (const path of ['/', '/desk', '/config.json', '/assets/main-5f3a.js']) {
        const { status, headers } = await ask(path, method);
        expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
      }
    const { status, headers, text } = await ask('/desk', 'HEAD');
    expect([status, headers['content-length'], text]).toEqual([200, '35', '']);
  });
});

describe('the endpoint of AWS', () => {
  it('lets the pages of the laptop read what links of its lead to, and nobody else', async () => {
    const own = 'http://127.0.0.1:8080';
    const endpoint = createEndpoint(
      async () => ({ status: 200, headers: {}, body: 'a package' }),
      () => [own],
    );
    await listen(endpoint, 0);
    const ask = async (origin: string, method: string) => {
      const { status, headers } = await fetch(`http://127.0.0.1:${portOf(endpoint)}/bucket/key`, {
        method,
        headers: { origin },
      });
      return [status, headers.get('access-control-allow-origin')];
    };
    expect(await ask(own, 'OPTIONS')).toEqual([204, own]);
    expect(await ask(own, 'GET')).toEqual([200, own]);
    expect(await ask('http://127.0.0.1:8081', 'OPTIONS')).toEqual([403, null]);
    expect(await ask('http://127.0.0.1:8081', 'GET')).toEqual([200, null]);
    endpoint.close();
    endpoint.closeAllConnections();
  });
});
