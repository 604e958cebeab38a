import { describe, expect, it } from '@jest/globals';
import { type Budget, overBudget, readBudget, requireWithin } from './budget-of-a-demand.ts';

const BUDGET: Budget = {
  calls: {
    'review/await-review': { invoked: 1, 'dynamodb GetItem': 6, 'lambda POST': 1 },
    'ledger/record': { invoked: 5, 'dynamodb GetItem': 5 },
    'retrieval/open-session': { 'dynamodb Query': 4 },
    workflow: { 'state transitions': 35 },
  },
  again: { times: 2, calls: { 'dynamodb GetItem': 3 }, because: 'two wrote at once' },
  varies: [
    { of: 'retrieval/open-session', calls: { 'dynamodb Query': 2 }, because: 'of one instance or two' },
  ],
  leftOut: [{ of: 'desk/read-demands', calls: ['invoked'], because: 'as often as people look' }],
};
const asBudgeted = BUDGET.calls;
const but = (who: string, row: Record<string, number>) => ({
  ...asBudgeted,
  [who]: { ...asBudgeted[who], ...row },
});

describe('the budget of a demand', () => {
  it.each([
    ['what it has', asBudgeted],
    ['less', but('workflow', { 'state transitions': 30 })],
    ['what varies', but('retrieval/open-session', { 'dynamodb Query': 6 })],
    ['what is left out', but('desk/read-demands', { invoked: 99 })],
    [
      'a write that was made again, and what it read again',
      {
        ...but('review/await-review', { 'dynamodb GetItem': 9, 'lambda POST': 2 }),
        'ledger/record': { invoked: 6, 'dynamodb GetItem': 6 },
      },
    ],
  ])('holds %s', (_what, counted) => {
    expect(overBudget(counted, BUDGET)).toEqual([]);
  });

  it.each([
    [
      'one read more',
      but('review/await-review', { 'dynamodb GetItem': 7 }),
      'review/await-review: dynamodb GetItem 7',
    ],
    [
      'more than varies',
      but('retrieval/open-session', { 'dynamodb Query': 7 }),
      'retrieval/open-session: dynamodb Query 7 times, not 6',
    ],
    ['one transition more', but('workflow', { 'state transitions': 36 }), 'workflow: state transitions 36'],
    ['one invocation more', but('review/await-review', { invoked: 2 }), 'review/await-review: invoked 2'],
    [
      'a call of another kind',
      but('review/await-review', { 's3 GET': 1 }),
      'review/await-review: s3 GET is not',
    ],
    [
      'a function that was never called',
      but('review/refuse', { invoked: 1 }),
      'review/refuse: invoked is not',
    ],
    [
      'a write made again too often',
      but('review/await-review', { 'lambda POST': 4 }),
      'review/await-review: lambda POST 4',
    ],
    [
      'reads of the recorder for no write',
      but('ledger/record', { 'dynamodb GetItem': 6 }),
      'ledger/record: dynamodb GetItem 6',
    ],
  ])('names %s', (_what, counted, line) => {
    expect(overBudget(counted, BUDGET)).toEqual([expect.stringContaining(line)]);
    expect(() => requireWithin(BUDGET, counted)).toThrow(/RENEW_CALLS=1/);
  });

  it('that is kept has every call at its reason or its number', () => {
    const { calls, leftOut } = readBudget();
    for (const { of, calls: names } of leftOut)
      for (const name of names) expect(calls[of]?.[name]).toBeUndefined();
  });
});
