import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIELD_FAULTS, fault } from '../../functions/shared/field-faults.ts';
import { problem, problemBody } from '../../functions/shared/problem.ts';
import { codeOf, PROBLEMS } from '../../functions/shared/problems.ts';

const ROOT = join(import.meta.dirname, '../..');
const sources = globSync('{functions,lib}/**/*.ts', { cwd: ROOT })
  .filter((file) => !/shared\/(problems|field-faults)\.ts$/.test(file))
  .map((file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const);
const isSpoken = (key: string) => sources.some(([, text]) => text.includes(`'${key}'`));

describe('the catalogue of problems', () => {
  it.each(Object.entries(PROBLEMS))('%s has one status and says what to do', (key, [status, detail]) => {
    for (const [other, [itsStatus]] of Object.entries(PROBLEMS))
      if (codeOf(other) === codeOf(key)) expect(itsStatus).toBe(status);
    expect(detail).toMatch(/^[A-Z].*\.$/);
    expect(problemBody(problem(...([key, {}] as unknown as ['too_late'])), 'r')).toMatchObject({
      status,
      code: codeOf(key),
      title: expect.not.stringMatching(/^Problem$/),
    });
  });

  it.each(Object.keys(PROBLEMS))('%s is answered somewhere', (key) => {
    expect(isSpoken(key)).toBe(true);
  });

  it.each(Object.keys(FIELD_FAULTS))('the fault %s is answered somewhere', (key) => {
    expect(isSpoken(key)).toBe(true);
  });

  it('is the only place where problems are made', () => {
    const makers = sources.filter(([, text]) => text.includes('new Problem(')).map(([file]) => file);
    expect(makers).toEqual(['functions/shared/problem.ts']);
  });

  it('fills in values of ours', () => {
    expect(problem('bad_limit', { min: 1, max: 500 }).detail).toBe(
      'Give limit as a whole number from 1 to 500.',
    );
    expect(fault('/a', 'too_big', { maximum: 3 })).toEqual({
      pointer: '/a',
      code: 'too_big',
      detail: 'At most 3 here.',
    });
  });

  it('has no problem of another name: one neither compiles nor is answered', () => {
    // @ts-expect-error
    expect(() => problem('no_such_code')).toThrow(expect.objectContaining({ name: 'UnknownProblem' }));
    for (const key of ['toString', '__proto__'])
      expect(() => problem(key as 'too_late')).toThrow(expect.objectContaining({ name: 'UnknownProblem' }));
  });
});
