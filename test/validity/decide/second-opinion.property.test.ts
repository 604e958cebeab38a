import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../functions/validity/decide/decide.ts';
import { poolOf } from '../arbitraries/case.ts';
import { forAll } from '../arbitraries/for-all.ts';
import { leaves } from '../arbitraries/plain-law.ts';
import { law } from '../law.ts';
import { type Opinion, secondOpinion } from './second-opinion.ts';
import { readLaw } from './second-opinion-law.ts';

const plain = readLaw();

describe('a second opinion', () => {
  it('has read the same pages', () => {
    expect(Object.keys(plain.pages).sort()).toEqual(Object.keys(law.instruments).sort());
  });

  it('comes to the same result on every case', () => {
    forAll(poolOf(law), ({ demand, circumstances }) => {
      const found = decide(law, demand, circumstances);
      const { rulebook: _rulebook, findings: _findings, authorised, reasons, ...rest } = found;
      const engine: Opinion = {
        ...rest,
        authorised: [...leaves(authorised)].sort(),
        reasons: [...reasons].sort(),
      };
      const other = secondOpinion(plain, demand, circumstances);
      const members = [...new Set([...Object.keys(engine), ...Object.keys(other)])] as (keyof Opinion)[];
      const differ = members.filter((name) => JSON.stringify(engine[name]) !== JSON.stringify(other[name]));
      return (
        differ.length > 0 &&
        Object.fromEntries(differ.map((name) => [name, { engine: engine[name], other: other[name] }]))
      );
    });
  });
});
