import { expect, test } from '@jest/globals';
import { scheduleExpression } from '../schedules/schedule-expression.ts';

const START = Date.parse('2026-02-27T10:07:30Z');

const next = (expression: string): string | undefined => {
  const due = scheduleExpression(expression, START)(START);
  return due === undefined ? undefined : new Date(due).toISOString();
};

test.each([
  ['rate(5 minutes)', '2026-02-27T10:12:30.000Z'],
  ['rate(1 hour)', '2026-02-27T11:07:30.000Z'],
  ['rate(1 day)', '2026-02-28T10:07:30.000Z'],
  ['cron(0/15 * * * ? *)', '2026-02-27T10:15:00.000Z'],
  ['cron(0 6 * * ? *)', '2026-02-28T06:00:00.000Z'],
  ['cron(30 9 1 * ? *)', '2026-03-01T09:30:00.000Z'],
  ['cron(0 12 ? * MON-FRI *)', '2026-02-27T12:00:00.000Z'],
  ['cron(0 9 ? * MON *)', '2026-03-02T09:00:00.000Z'],
  ['cron(0 0 29 FEB ? *)', '2028-02-29T00:00:00.000Z'],
  ['at(2026-03-01T00:00:00)', '2026-03-01T00:00:00.000Z'],
])('%s is next due at %s', (expression, due) => {
  expect(next(expression)).toBe(due);
});

test.each(['at(2020-01-01T00:00:00)', 'cron(0 0 1 1 ? 2020)'])('%s is never due again', (expression) => {
  expect(next(expression)).toBeUndefined();
});

test.each(['rate(0 minutes)', 'rate(five minutes)', 'cron(* * * *)', 'cron(0 0 L * ? *)', 'every day'])(
  '%s is refused',
  (expression) => {
    expect(() => next(expression)).toThrow(expression);
  },
);
