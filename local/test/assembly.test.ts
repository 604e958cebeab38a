import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readAssembly } from '../template/assembly.ts';
import type { JsonObject } from '../template/json.ts';

const folder = mkdtempSync(join(tmpdir(), 'laptop-assembly-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: JsonObject): void =>
  writeFileSync(join(folder, name), JSON.stringify(content));
/** By name, with what each needs. The needy are written first. */
const stacks: Record<string, string[]> = { Desk: ['Rooms'], Rooms: ['Ground'], Ground: [], Garden: [] };
const artifacts = Object.entries(stacks).map(([name, dependencies]) => {
  write(`${name}.template.json`, { Resources: {} });
  write(`${name}.assets.json`, {
    files: {
      code: { source: { path: `asset.${name}` }, destinations: { there: { objectKey: `${name}.zip` } } },
    },
  });
  const properties = { templateFile: `${name}.template.json` };
  return [name, { type: 'aws:cloudformation:stack', properties, dependencies }];
});
write('manifest.json', { artifacts: Object.fromEntries(artifacts) });

const namesOf = (stackName?: string) => readAssembly(folder, stackName).stacks.map(({ name }) => name);

test('stacks come after those that they need', () => {
  expect(namesOf()).toEqual(['Ground', 'Rooms', 'Desk', 'Garden']);
});

test('a stack that is named brings what it needs, and nothing else', () => {
  expect(namesOf('Rooms')).toEqual(['Ground', 'Rooms']);
});

test('a stack that is not there is named', () => {
  expect(() => namesOf('Attic')).toThrow('no stack named Attic');
});

test('assets are found whichever stack has them', () => {
  const { assetPath } = readAssembly(folder);
  expect(assetPath('Ground.zip')).toBe(join(folder, 'asset.Ground'));
  expect(() => assetPath('Attic.zip')).toThrow('the asset Attic.zip');
});
