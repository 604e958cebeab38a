import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { serveOpenapiRoute } from '../../functions/desk/serve-openapi.route.ts';
import { atStage } from '../../functions/desk/serve-openapi.ts';
import { OPENAPI, ROOT } from '../../lib/shared/build-bundles.ts';
import { answerOf } from '../kit/answers.ts';
import { ask } from '../kit/api-events.ts';

const description = JSON.parse(readFileSync(join(ROOT, OPENAPI), 'utf8'));

describe('GET /openapi.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'serve-openapi-'));
  let handler: (...given: never[]) => unknown;
  /** The function finds the description beside itself, as in its bundle. */
  beforeAll(async () => {
    const outfile = join(folder, 'index.mjs');
    const require = `import{createRequire}from'node:module';const require=createRequire(import.meta.url);`;
    await build({
      entryPoints: [join(ROOT, 'functions/desk/serve-openapi.handler.ts')],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      banner: { js: require },
    });
    copyFileSync(join(ROOT, OPENAPI), join(folder, 'openapi.json'));
    ({ handler } = await import(outfile));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('answers anybody with the description, which may be kept for a while', async () => {
    const { status, headers, json } = await ask(handler, serveOpenapiRoute);
    expect([
      status,
      headers['content-type'],
      headers['cache-control'],
      headers['x-content-type-options'],
    ]).toEqual([200, 'application/json', 'public, max-age=300', 'nosniff']);
    answerOf(serveOpenapiRoute, json(), 200);
    expect(json()).toEqual({ ...description, servers: [{ url: '/' }] });
  });

  it('takes no parameters', async () => {
    const { json } = await ask(handler, serveOpenapiRoute, { query: { format: 'yaml' } });
    expect(json()).toMatchObject({ status: 400, code: 'unknown_parameter' });
  });

  it.each([
    ['/openapi.json', '/'],
    ['/dev/openapi.json', '/dev'],
    ['/legal/prod/openapi.json', '/legal/prod'],
  ])('read at %s, has its routes under %s', (fullPath, url) => {
    const served = atStage(description, fullPath);
    expect(served).toEqual({ ...description, servers: [{ url }] });
    expect(description.servers).not.toEqual([{ url: '/legal/prod' }]);
  });
});
