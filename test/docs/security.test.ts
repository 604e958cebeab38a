import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { idleReasons, unexplained } from '../../scripts/rights/draw-rights.ts';
import { rightsOf } from '../../scripts/rights/rights-of.ts';
import { SECURITY_FILE, seenRights, withRights } from '../../scripts/rights.ts';
import { templateOf } from '../lib/templates.ts';

const ROOT = join(import.meta.dirname, '../..');
const security = readFileSync(SECURITY_FILE, 'utf8');
/** `test/a/b.test.ts` "name of a test", or of a describe. */
const cited = [...security.matchAll(/`((?:test|local\/test)\/[\w/.-]+\.ts)` "([^"]+)"/g)].map(
  ([, file = '', name = '']) => [file, name] as const,
);

describe('docs/security.md', () => {
  it.each(cited)('%s has the test "%s"', (file, name) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    // A name is written in either quotes, and may be put together over the file.
    const source = readFileSync(join(ROOT, file), 'utf8').replaceAll("\\'", "'");
    expect(source).toContain(name);
  });

  it('names a test, or says that there is none, in every row of what holds', () => {
    const rows = security.split('\n').filter((line) => /^\| \*\*/.test(line));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      const [, , shown = ''] = row.split(' | ').map((cell) => cell.trim()) as string[];
      expect([row.slice(0, 40), /`(?:test|local\/test)\//.test(row) || /no test/.test(shown)]).toEqual([
        row.slice(0, 40),
        true,
      ]);
    }
  });

  const template = templateOf('dev');

  it('draws the rights that functions have and were seen to use (npm run rights draws them anew)', () => {
    expect(withRights(security, template, seenRights())).toBe(security);
  });

  it('gives a reason for every right that was never seen used (npm run rights -- --record sees again)', () => {
    expect(unexplained(rightsOf(template), seenRights())).toEqual([]);
  });

  it('gives no reason for nothing', () => {
    expect(idleReasons(rightsOf(template), seenRights())).toEqual([]);
  });
});
