import { describe, expect, it } from '@jest/globals';
import { decide } from '../../functions/validity/decide/decide.ts';
import { changesOf } from '../../scripts/redecide.ts';
import { law, sampleOf } from './law.ts';

const { demand, circumstances } = sampleOf('us/search-warrant');
const determination = decide(law, demand, circumstances);

describe('a decision made before', () => {
  it('stands where the law has not changed', () => {
    expect(changesOf({ demand, circumstances, determination }, law)).toEqual([]);
  });

  it('stands whatever the register says now: it keeps what the register said then', () => {
    const { state: _state, ...stated } = demand.authority;
    const known = { ...circumstances, authority: { ...stated, name: 'Another' } };
    const decided = decide(law, demand, known);
    expect(decided.reasons).toContain('authority-differs');
    expect(changesOf({ demand, circumstances: known, determination: decided }, law)).toEqual([]);
  });

  it('shows what would change and which rule changes it', () => {
    const late = { ...demand, dates: { issued: '2026-08-01', served: '2026-10-06' } };
    const changes = changesOf({ demand: late, circumstances, determination }, law);
    expect(changes[0]).toBe('outcome: "accept" would be "reject"');
    expect(changes.join('\n')).toContain(
      'because of served-within:fourteen-days (Fed. R. Crim. P. 41(e)(2)(A)(i), 45(a)(1)(C); for a warrant of a State provider policy): not-applicable is now fail expired-before-service',
    );
  });
});
