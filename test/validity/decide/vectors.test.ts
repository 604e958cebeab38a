import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import * as z from 'zod/mini';
import { OUTCOMES, REASONS } from '../../../functions/shared/determination.schema.ts';
import { Expectation } from '../../../functions/validity/pages/expectation.schema.ts';
import { runVector } from '../../../scripts/vectors.ts';
import { law } from '../law.ts';

const SHARED = new URL('../../../../shared/law/vectors.jsonl', import.meta.url);
const OWN = new URL('vectors/', import.meta.url);
const linesOf = (file: URL) => readFileSync(file, 'utf8').split('\n').filter(Boolean);
const Line = z.object({
  name: z.string(),
  demand: z.object({ instrument: z.string() }),
  expect: Expectation,
});

const files = readdirSync(OWN).filter((file) => file.endsWith('.jsonl'));
const own = files.flatMap((file) => linesOf(new URL(file, OWN)));

describe('vectors', () => {
  test.each(
    files.flatMap((file) =>
      linesOf(new URL(file, OWN)).map((line) => [file, Line.parse(JSON.parse(line)).name, line]),
    ),
  )('%s: %s', (_file, _name, line) => {
    expect(runVector(line, law).failures).toEqual([]);
  });

  (existsSync(SHARED) ? it : it.skip)('hold where they are given to us', () => {
    const failures = linesOf(SHARED).flatMap((line) => runVector(line, law).failures);
    expect(failures).toEqual([]);
  });

  it('cover every page, every reason and every outcome', () => {
    const lines = own.map((line) => Line.parse(JSON.parse(line)));
    const instruments = new Set(lines.map(({ demand }) => demand.instrument));
    const reasons = new Set(lines.flatMap((line) => line.expect.reasons ?? []));
    const outcomes = new Set(lines.map((line) => line.expect.outcome));
    const missing = [
      ...Object.keys(law.instruments).filter((id) => !instruments.has(id)),
      ...REASONS.filter((reason) => !reasons.has(reason)),
      ...OUTCOMES.filter((outcome) => !outcomes.has(outcome)),
    ];
    expect(missing.map((name) => `${name}: add a vector of it to test/validity/decide/vectors`)).toEqual([]);
  });

  it('fail for a line that is no vector', () => {
    expect(runVector('{', law).failures).toHaveLength(1);
    expect(runVector('{"demand":{}}', law).failures).toHaveLength(1);
  });
});
