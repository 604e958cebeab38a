import { expect, test } from '@jest/globals';
import { eventPattern } from '../events/event-pattern.ts';
import type { Json, JsonObject } from '../template/json.ts';

const event = {
  source: 'due-process',
  detail: { kind: 'filed', count: 5, urgent: true, tags: ['a', 'b'], nothing: null, path: 'in/2026/x.json' },
};

const detail = (pattern: JsonObject): JsonObject => ({ detail: pattern });

const cases: [string, JsonObject, boolean][] = [
  ['one of several values', { source: ['other', 'due-process'] }, true],
  ['a boolean', detail({ urgent: [true] }), true],
  ['null', detail({ nothing: [null] }), true],
  ['a member of a list', detail({ tags: ['b'] }), true],
  ['prefix', detail({ kind: [{ prefix: 'fi' }] }), true],
  ['prefix in any case', detail({ kind: [{ prefix: { 'equals-ignore-case': 'FI' } }] }), true],
  ['suffix', detail({ path: [{ suffix: '.json' }] }), true],
  ['wildcard', detail({ path: [{ wildcard: 'in/*/x.*' }] }), true],
  ['equals-ignore-case', detail({ kind: [{ 'equals-ignore-case': 'FILED' }] }), true],
  ['anything-but', detail({ kind: [{ 'anything-but': 'filed' }] }), false],
  ['anything-but a list', detail({ kind: [{ 'anything-but': ['a', 'b'] }] }), true],
  ['anything-but a prefix', detail({ kind: [{ 'anything-but': { prefix: 'fi' } }] }), false],
  ['anything-but of what is absent', detail({ missing: [{ 'anything-but': 'x' }] }), false],
  ['numeric range', detail({ count: [{ numeric: ['>', 4, '<=', 5] }] }), true],
  ['numeric, outside', detail({ count: [{ numeric: ['>', 5] }] }), false],
  ['exists', detail({ kind: [{ exists: true }] }), true],
  ['exists false of what is there', detail({ kind: [{ exists: false }] }), false],
  ['exists false of what is absent', detail({ missing: [{ exists: false }] }), true],
  ['every field must match', { source: ['due-process'], detail: { kind: ['other'] } }, false],
  ['$or', detail({ $or: [{ kind: ['other'] }, { count: [5] }] }), true],
  ['a number is not its text', detail({ count: ['5'] }), false],
];

test.each(cases)('%s', (_name, pattern, expected) => {
  expect(eventPattern(pattern)(event)).toBe(expected);
});

test.each<[Json]>([[[{ cidr: '10.0.0.0/8' }]], [[{ numeric: ['~', 1] }]], ['filed']])(
  '%j is refused when the pattern is read',
  (test) => {
    expect(() => eventPattern({ detail: { kind: test } })).toThrow();
  },
);
