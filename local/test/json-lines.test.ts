import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, jest, test } from '@jest/globals';
import { JsonLines, readJsonLines } from '../state/json-lines.ts';
import type { JsonObject } from '../template/json.ts';

const folder = mkdtempSync(join(tmpdir(), 'json-lines-'));
const path = join(folder, 'journal.jsonl');
const said = jest.spyOn(console, 'error').mockReturnValue();

beforeEach(() => {
  said.mockClear();
  rmSync(`${path}.bad`, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: string | Buffer): Promise<JsonObject[]> {
  writeFileSync(path, content);
  const records: JsonObject[] = [];
  await readJsonLines(path, (record) => records.push(record));
  return records;
}

const content = (file = path): string => readFileSync(file, 'utf8');

test('a last line that was cut short is removed, wherever it was cut', async () => {
  const half = Buffer.from('{"a":"ü"}').subarray(0, 7);
  expect(await read(Buffer.concat([Buffer.from('{"a":1}\n'), half]))).toEqual([{ a: 1 }]);
  expect(content()).toBe('{"a":1}\n');
  expect(said).not.toHaveBeenCalled();
});

test('a last line that lacks only its end is kept', async () => {
  expect(await read('{"a":1}\n{"a":2}')).toEqual([{ a: 1 }, { a: 2 }]);
  expect(content()).toBe('{"a":1}\n{"a":2}\n');
});

test('a bad line in the middle goes into a file beside it, and the laptop says so', async () => {
  expect(await read('{"a":1}\n{"a":{"a":2}\n{"a":3}\n{"a"')).toEqual([{ a: 1 }, { a: 3 }]);
  expect([content(), content(`${path}.bad`)]).toEqual(['{"a":1}\n{"a":3}\n', '{"a":{"a":2}\n']);
  expect(said).toHaveBeenCalledTimes(1);
  expect(await read(content())).toEqual([{ a: 1 }, { a: 3 }]);
  expect(said).toHaveBeenCalledTimes(1);
});

test('what is appended after reading stands on a line of its own', async () => {
  await read('{"a":1}\n{"a"');
  const lines = await JsonLines.open(path);
  await Promise.all([lines.append({ a: 2 }), lines.append({ a: 3 })]);
  await lines.close();
  expect(await read(content())).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
});

test('a full disk fails the append, and nothing else', async () => {
  const lines = await JsonLines.open('/dev/full');
  await expect(lines.append({ a: 1 })).rejects.toThrow('ENOSPC');
  await expect(lines.append({ a: 2 })).rejects.toThrow('ENOSPC');
  await lines.close();
});
