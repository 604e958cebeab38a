import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trimCompileCache } from '../lambda/compile-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'laptop-compiled-'));
const cache = join(folder, 'compiled');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('keeps compiled code until it has become much, in whatever folders it lies', () => {
  mkdirSync(join(cache, 'v24'), { recursive: true });
  writeFileSync(join(cache, 'v24', 'one'), Buffer.alloc(600));
  writeFileSync(join(cache, 'v24', 'two'), Buffer.alloc(400));
  trimCompileCache(cache, 100_000);
  expect(existsSync(join(cache, 'v24', 'one'))).toBe(true);
  trimCompileCache(cache, 900);
  expect(existsSync(cache)).toBe(false);
  expect(() => trimCompileCache(cache, 900)).not.toThrow();
});
