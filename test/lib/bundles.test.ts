import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { functionsOf, stackNames, stackOf, synthesize, templateOf } from './templates.ts';

/** Most bytes of code that a function may have to load, by what it is for. */
const BUDGETS: [RegExp, number][] = [
  // Every function carries the catalogue of problems, which grows with the routes.
  [/^intake\/authorize$/, 121_000],
  // It carries the whole of the law's checks besides.
  [/^validity\/check-validity$/, 706_000],
  // It shows every file of the rulebook, each in a form of its own, with a style for telephones and the dark, and searches them.
  [/^validity\/serve-rulebook$/, 222_000],
  // It verifies signatures of filings, and asks four services.
  [/^intake\/file-demand$/, 900_000],
  // It keeps papers of orders and organisations, judges renewals, and asks four services.
  [/^review\/clarify$/, 950_000],
  // It asks three services, signs links, and carries the catalogue of problems, which grows with the routes.
  [/^desk\/read-demands$/, 955_000],
  // It draws certificates as PDF with letters of many scripts (ADR 25).
  [/^disclosure\/seal$/, 1_720_000],
  // Judges whether what it hands over is the legal process that an emergency was owed.
  [/^disclosure\/deliver$/, 850_000],
  // It encrypts to keys of an authority, and loads that when one has them.
  [/^disclosure\/fetch-disclosure$/, 870_000],
  [/^disclosure\/encrypt-copy$/, 800_000],
  // It has the law's structures of bands, and draws the page of a report.
  [/^reporting\/publish-report$/, 730_000],
  [/./, 700_000],
];

/** Files that are no code, of functions that have such. */
const BESIDE: Record<string, string[]> = {
  'desk/serve-openapi': ['openapi.json'],
  'desk/draw-paper': ['pdfium.wasm'],
  'disclosure/seal': ['DejaVuSans.ttf'],
};

const outdir = mkdtempSync(join(tmpdir(), 'due-process-bundles-'));
const handlers = [
  ...new Set(functionsOf(templateOf('dev')).map(([, { Properties }]) => String(Properties.Description))),
];
const folders = new Map<string, string>();

// Before all tests and not in them: what keeps one bundle from being built is said once, not for every function.
synthesize('dev', outdir, { bundling: true });
for (const [, { Properties }] of stackNames('dev').flatMap((name) => functionsOf(stackOf(outdir, name)))) {
  const { S3Key } = Properties.Code as { S3Key: string };
  folders.set(String(Properties.Description), join(outdir, `asset.${S3Key.replace('.zip', '')}`));
}
afterAll(() => rmSync(outdir, { recursive: true }));

const folderOf = (handler: string) => folders.get(handler) ?? '';

describe('the bundle of', () => {
  it.each(handlers)('%s is code and the rulebook, within its budget', (handler) => {
    const files = readdirSync(folderOf(handler));
    expect(files).toEqual(expect.arrayContaining(['index.mjs', 'rulebook.json']));
    const code = files.filter((file) => file.endsWith('.mjs'));
    const beside = ['rulebook.json', ...(BESIDE[handler] ?? [])].sort();
    expect(files.filter((file) => !code.includes(file)).sort()).toEqual(beside);
    const bytes = code.reduce((sum, file) => sum + statSync(join(folderOf(handler), file)).size, 0);
    expect(bytes).toBeLessThan(BUDGETS.find(([pattern]) => pattern.test(handler))?.[1] ?? 0);
  });

  it('no function has Node load what `import` of some modules loads for nobody', () => {
    const eager = /(?:from|import)\s*\(?\s*["'](?:node:)?(?:http|process)["']/;
    for (const handler of handlers)
      for (const file of readdirSync(folderOf(handler)).filter((name) => name.endsWith('.mjs')))
        expect([handler, eager.exec(readFileSync(join(folderOf(handler), file), 'utf8'))?.[0]]).toEqual([
          handler,
          undefined,
        ]);
  });

  it('every function asks no other clock than that of the machine on which it runs', () => {
    const moving =
      /\bDate\s*=\s*(?:new Proxy|class)|globalThis\.Date\s*=(?!=)|Date\.now\s*=(?!=)|moveDate|_laptop/;
    for (const handler of handlers)
      for (const file of readdirSync(folderOf(handler)).filter((name) => name.endsWith('.mjs')))
        expect([handler, moving.exec(readFileSync(join(folderOf(handler), file), 'utf8'))?.[0]]).toEqual([
          handler,
          undefined,
        ]);
  });

  it('every function loads as an ES module, and has a handler', () => {
    const variables = functionsOf(templateOf('dev')).flatMap(([, { Properties }]) =>
      Object.entries((Properties.Environment as { Variables: Record<string, unknown> }).Variables),
    );
    const env = {
      AWS_REGION: 'eu-central-1',
      ...Object.fromEntries(variables.map(([name, value]) => [name, settingOf(value)])),
    };
    const all = handlers.map(folderOf);
    const printed = execFileSync(process.execPath, [join(import.meta.dirname, 'load-bundles.ts'), ...all], {
      env,
      encoding: 'utf8',
    });
    expect(JSON.parse(printed)).toEqual(Object.fromEntries(all.map((folder) => [folder, 'function'])));
  });
});

/** What a template says outright, for its own pool where it asks whose pool it is; else something that names a thing. */
function settingOf(value: unknown): string {
  const own = (value as { 'Fn::If'?: [string, unknown, unknown] })['Fn::If']?.[1] ?? value;
  return typeof own === 'string' ? own : 'https://name';
}
