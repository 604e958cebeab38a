import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const MADE = new Set(['node_modules', 'cdk.out', '.git', '.due-process']);
const pages = globSync('**/*.md', { cwd: ROOT, exclude: (name) => MADE.has(name) });
const tops = new Set(readdirSync(ROOT).filter((name) => !MADE.has(name)));
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

const isThere = (path: string) => existsSync(join(ROOT, path));

/** What a page links to within the repository, as paths from its root. */
const linksOf = (page: string, text: string) =>
  [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)].map(([, to = '']) =>
    normalize(join(dirname(page), to)),
  );

/** What stands in backticks and looks like a file or folder of this repository, or of the room that a page is about. */
const namedIn = (text: string) =>
  [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)+\/?)`/g)]
    .map(([, path = '']) => path)
    .filter(
      (path) => /\.(ts|cjs|mjs|jsonl?|yaml|md|txt)$/.test(path) || tops.has(path.split('/', 1)[0] ?? ''),
    );

/** What a build makes is in no checkout. */
const isBuilt = (path: string) => path.split('/').includes('dist');

/** The connector that a recipe adds. */
const EXAMPLE = /voicemail/;

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');

  it('links to what is there', () => {
    expect(linksOf(page, text).filter((path) => !isThere(path))).toEqual([]);
  });

  it('names files that are there', () => {
    const places = ['', dirname(page), 'functions', 'lib'];
    const strays = namedIn(text).filter(
      (path) => !isBuilt(path) && !EXAMPLE.test(path) && !places.some((place) => isThere(join(place, path))),
    );
    expect(strays).toEqual([]);
  });

  it('names commands that there are', () => {
    const named = [...text.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
