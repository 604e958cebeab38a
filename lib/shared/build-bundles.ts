import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';

export const ROOT = resolve(import.meta.dirname, '../..');
export const HANDLER = '.handler.ts';
const RULEBOOK = 'rulebook.json';
export const OPENAPI = 'docs/openapi.json';
/** The one function that draws papers, with the program that it starts for each, and PDFium. */
const DRAWS = 'desk/draw-paper';
const DRAWING = 'functions/desk/drawing/draw-page.process.ts';
const PDFIUM = 'node_modules/@hyzyla/pdfium/dist/pdfium.wasm';
/** Files that one function reads: the description of the API that it serves, the font of certificates that it drafts. */
const BESIDE: Readonly<Record<string, string>> = {
  'desk/serve-openapi': OPENAPI,
  'disclosure/seal': 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
};

/**
 * Ways to credentials that Lambda does not have: it gives them by the environment, which the SDK asks first. The SDK
 * imports the others only when it comes to them, and they are a third of a bundle.
 */
const NEVER_REACHED = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@aws-sdk/token-providers',
  '@smithy/credential-provider-imds',
];

/**
 * Modules of Node that, when a bundle imports them, load all that they could ever give: `node:http` its web client, 60 ms
 * of every cold start for nobody. What stands in their place hands out what is asked for.
 */
const ASKED_LAZILY = Object.fromEntries(
  ['http', 'process'].flatMap((name) => {
    const file = join(import.meta.dirname, 'lazy-node', `${name}.cjs`);
    return [
      [name, file],
      [`node:${name}`, file],
    ];
  }),
);

/** CommonJS modules in a bundle ask for Node's own by `require`, which an ES module does not have. */
const REQUIRE = `import{createRequire as _createRequire}from'node:module';const require=_createRequire(import.meta.url);`;

/**
 * Writes a folder `<folder>/<room>/<verb>` for every handler there is: `index.mjs`, the chunks that it shares with
 * others, and the rulebook. Splitting makes this ten times faster than a whole bundle for each (the SDK is minified
 * once), and a function loads its twenty-odd files in the time of one.
 */
export function buildBundles(folder: string): void {
  const functions = join(ROOT, 'functions');
  const names = globSync(`**/*${HANDLER}`, { cwd: functions }).map((file) => file.slice(0, -HANDLER.length));
  const shared = mkdtempSync(join(folder, '.shared-'));
  const { metafile } = buildSync({
    absWorkingDir: functions,
    // All in one folder, so that an entry finds its chunks beside it wherever both are copied to.
    entryPoints: names.map((name) => ({ in: name + HANDLER, out: flat(name) })),
    outdir: shared,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    external: NEVER_REACHED,
    alias: ASKED_LAZILY,
    banner: { js: REQUIRE },
    minify: true,
    // Of an error only its class is logged, so nobody would read the positions that a source map restores.
    sourcemap: false,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  const rulebook = buildRulebook(shared);
  for (const name of names) {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    for (const file of filesOf(`${flat(name)}.mjs`, metafile))
      copyFileSync(join(shared, file), join(own, file === `${flat(name)}.mjs` ? 'index.mjs' : file));
    if (rulebook) copyFileSync(rulebook, join(own, RULEBOOK));
    if (name === DRAWS) buildDrawing(own);
    const beside = BESIDE[name];
    if (beside !== undefined) copyFileSync(join(ROOT, beside), join(own, basename(beside)));
  }
  rmSync(shared, { recursive: true });
}

/** A program of its own, which takes no part in what functions share. */
function buildDrawing(folder: string): void {
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: [DRAWING],
    outfile: join(folder, 'draw-page.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    banner: { js: REQUIRE },
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  copyFileSync(join(ROOT, PDFIUM), join(folder, basename(PDFIUM)));
}

const flat = (name: string) => name.replaceAll('/', '--');

/** An output and all that it imports, however far, as names of files. */
function filesOf(entry: string, { outputs }: Metafile): Set<string> {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  const found = new Set([entry]);
  for (const file of found)
    for (const { path, external } of byName.get(file)?.imports ?? [])
      if (!external) found.add(basename(path));
  return found;
}

/** The law as one file. A bad page of it fails the synthesis. */
function buildRulebook(folder: string): string | undefined {
  const builder = join(ROOT, 'rulebook/build.ts');
  if (!existsSync(builder)) return undefined;
  const out = join(folder, RULEBOOK);
  const { status } = spawnSync(process.execPath, [builder, '--out', out], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0)
    throw new Error('The rulebook was not built, for what is said above; nothing was synthesized.');
  return out;
}
