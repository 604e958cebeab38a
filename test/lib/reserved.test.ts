import { describe, expect, it } from '@jest/globals';
import { stageOf } from '../../bin/deployment.ts';
import { STAGES } from '../../bin/stages.ts';
import { functionsOf, templateOf } from './templates.ts';

const reservedIn = (stage: 'dev' | 'prod') =>
  functionsOf(templateOf(stage)).flatMap(([, { Properties }]) =>
    Properties.ReservedConcurrentExecutions === undefined
      ? []
      : [[String(Properties.Description), Properties.ReservedConcurrentExecutions] as const],
  );

describe('concurrent runs', () => {
  it('are set aside in prod for what must not starve', () => {
    expect(Object.fromEntries(reservedIn('prod'))).toEqual(STAGES.prod.reserved);
    expect(Object.keys(STAGES.prod.reserved)).toEqual(
      expect.arrayContaining(['intake/authorize', 'intake/file-demand', 'watch/sweep']),
    );
  });

  it('leave the rest enough: Lambda keeps 100 of an account’s 1,000 free of it', () => {
    const sum = reservedIn('prod').reduce((total, [, runs]) => total + Number(runs), 0);
    expect(sum).toBeLessThanOrEqual(900);
  });

  it('are not set aside where an account may have ten', () => {
    expect(reservedIn('dev')).toEqual([]);
    expect(stageOf(STAGES.prod, () => 'no').reserved).toEqual({});
    expect(stageOf(STAGES.prod, () => undefined)).toBe(STAGES.prod);
    expect(() => stageOf(STAGES.prod, () => 'perhaps')).toThrow('reserve=yes');
  });
});
