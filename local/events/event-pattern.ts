import { isObject, type Json, type JsonObject } from '../template/json.ts';
import { Refused } from '../template/refused.ts';

/** Whether an event has what a pattern asks for. Made once per pattern, so that an unknown operator stops the start. */
export type Matcher = (event: Json | undefined) => boolean;

type LeafMatcher = (value: Json | undefined) => boolean;

const same = (one: Json, other: Json | undefined): boolean => one === other;

function numeric(test: Json): LeafMatcher {
  const COMPARE: Readonly<Record<string, (one: number, other: number) => boolean>> = {
    '=': (one, other) => one === other,
    '<': (one, other) => one < other,
    '<=': (one, other) => one <= other,
    '>': (one, other) => one > other,
    '>=': (one, other) => one >= other,
  };
  const parts = Array.isArray(test) ? test : [];
  const checks: ((value: number) => boolean)[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const compare = COMPARE[String(parts[index])];
    if (compare === undefined)
      throw new Refused([`the numeric operator ${String(parts[index])} of an event pattern`]);
    const bound = Number(parts[index + 1]);
    checks.push((value) => compare(value, bound));
  }
  return (value) => typeof value === 'number' && checks.every((check) => check(value));
}

function text(test: Json, check: (value: string, wanted: string) => boolean): LeafMatcher {
  if (isObject(test) && typeof test['equals-ignore-case'] === 'string') {
    const wanted = test['equals-ignore-case'].toLowerCase();
    return (value) => typeof value === 'string' && check(value.toLowerCase(), wanted);
  }
  return (value) => typeof value === 'string' && typeof test === 'string' && check(value, test);
}

function wildcard(test: Json): LeafMatcher {
  const source = String(test)
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*');
  const regex = new RegExp(`^${source}$`, 's');
  return (value) => typeof value === 'string' && regex.test(value);
}

function anythingBut(test: Json): LeafMatcher {
  const unwanted: LeafMatcher[] = isObject(test)
    ? [leaf(test)]
    : (Array.isArray(test) ? test : [test]).map(
        (one): LeafMatcher =>
          (value) =>
            same(one, value),
      );
  return (value) => value !== undefined && !unwanted.some((matches) => matches(value));
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
function leaf(test: Json): LeafMatcher {
  if (!isObject(test)) return (value) => same(test, value);
  const [[operator, operand] = ['', null], ...others] = Object.entries(test);
  if (others.length === 0) {
    switch (operator) {
      case 'prefix':
        return text(operand, (value, wanted) => value.startsWith(wanted));
      case 'suffix':
        return text(operand, (value, wanted) => value.endsWith(wanted));
      case 'equals-ignore-case':
        return text({ 'equals-ignore-case': operand }, (value, wanted) => value === wanted);
      case 'wildcard':
        return wildcard(operand);
      case 'anything-but':
        return anythingBut(operand);
      case 'numeric':
        return numeric(operand);
      case 'exists':
        return (value) => (value !== undefined) === (operand === true);
    }
  }
  throw new Refused([`the event pattern ${JSON.stringify(test)}`]);
}

/** A leaf of the pattern is a list of alternatives; a list in the event matches when one of its members does. */
function alternatives(tests: readonly Json[]): LeafMatcher {
  const matchers = tests.map(leaf);
  return (value) => {
    const values: (Json | undefined)[] = Array.isArray(value) && value.length > 0 ? value : [value];
    return values.some((one) => !isObject(one) && matchers.some((matches) => matches(one)));
  };
}

export function eventPattern(pattern: JsonObject): Matcher {
  const fields = Object.entries(pattern).map(([name, test]): Matcher => {
    if (name === '$or' && Array.isArray(test)) {
      const branches = test.filter(isObject).map(eventPattern);
      return (event) => branches.some((matches) => matches(event));
    }
    const matches = Array.isArray(test)
      ? alternatives(test)
      : isObject(test)
        ? eventPattern(test)
        : undefined;
    if (matches === undefined) throw new Refused([`the event pattern ${JSON.stringify({ [name]: test })}`]);
    return (event) => matches(isObject(event) ? event[name] : undefined);
  });
  return (event) => fields.every((matches) => matches(event));
}
