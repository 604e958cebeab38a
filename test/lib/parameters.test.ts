import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { assemblyOf, ROOT, stackOf } from './templates.ts';

/** Rows of the table in lib/README.md: name, stacks, default. */
const documented = readFileSync(join(ROOT, 'lib/README.md'), 'utf8')
  .split('\n')
  .map((row) => /^\| `(\w+)` \| ([^|]+) \| ([^|]*) \|/.exec(row))
  .filter((row) => row !== null)
  .map(([, name, stacks, preset]) => `\`${name}\` | ${stacks} | ${preset}`);

it("prod's parameters are those of lib/README.md, with their stacks and defaults", () => {
  const declared = [
    ['State', 'DueProcess-prod-State'],
    ['ledger', 'DueProcess-prod-Ledger'],
    ['answers', 'DueProcess-prod-Answers'],
    ['network', 'DueProcess-prod-Network'],
    ['service', 'DueProcess-prod'],
  ].flatMap(([called = '', name = '']) =>
    Object.entries(stackOf(assemblyOf('prod'), name).Parameters)
      // The CDK's own, of every stack: which version of its bootstrap is there.
      .filter(([parameter]) => parameter !== 'BootstrapVersion')
      .map(([parameter, { Default }]) => ({ parameter, called, preset: Default })),
  );
  const rows = [...new Set(declared.map(({ parameter }) => parameter))].map((parameter) => {
    const of = declared.filter((one) => one.parameter === parameter);
    const preset = of[0]?.preset;
    const shown = preset === undefined ? 'none' : preset === '' ? 'empty' : `\`${preset}\``;
    return `\`${parameter}\` | ${of.map(({ called }) => called).join(', ')} | ${shown}`;
  });
  const missing = rows.filter((row) => !documented.includes(row));
  const wrong = documented.filter((row) => !rows.includes(row));
  expect([
    ...missing.map((row) => `lib/README.md: add the row | ${row} | what it is |`),
    ...wrong.map((row) => `lib/README.md: the row of ${row} is not so`),
  ]).toEqual([]);
  expect(documented).toHaveLength(rows.length);
});
