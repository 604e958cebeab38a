import { Engine, type NestedCondition, type TopLevelCondition } from 'json-rules-engine';
import type { Facts } from './peer-facts.ts';
import type { PeerRule, Test } from './peer-rules.ts';
import { type PeerAnswer, peerWeigh } from './peer-weigh.ts';

/** json-rules-engine with one engine for each instrument, built once; every rule that fires is an event. */
export function jsonRulesPeer(rulesOf: ReadonlyMap<string, readonly PeerRule[]>) {
  const engines = new Map<string, Engine>();
  for (const [instrument, rules] of rulesOf) {
    const engine = new Engine();
    for (const rule of rules)
      engine.addRule({ conditions: topLevel(rule.fails), event: { type: rule.id, params: { rule } } });
    engines.set(instrument, engine);
  }
  return async (facts: Facts): Promise<PeerAnswer> => {
    const { events } = (await engines.get(facts.instrument)?.run(facts)) ?? { events: [] };
    return peerWeigh(
      events.flatMap(({ params }) => (params ? [params.rule as PeerRule] : [])),
      facts,
    );
  };
}

const topLevel = (test: Test): TopLevelCondition => {
  if ('all' in test) return { all: test.all.map(condition) };
  if ('any' in test) return { any: test.any.map(condition) };
  return { all: [condition(test)] };
};

function condition(test: Test): NestedCondition {
  if ('all' in test || 'any' in test) return topLevel(test);
  const { fact } = test;
  if ('is' in test) return { fact, operator: 'equal', value: test.is };
  if ('isNot' in test) return { fact, operator: 'notEqual', value: test.isNot };
  if ('oneOf' in test) return { fact, operator: 'in', value: test.oneOf };
  if ('notOneOf' in test) return { fact, operator: 'notIn', value: test.notOneOf };
  if ('has' in test) return { fact, operator: 'contains', value: test.has };
  if ('lacks' in test) return { fact, operator: 'doesNotContain', value: test.lacks };
  if ('atLeast' in test) return { fact, operator: 'greaterThanInclusive', value: test.atLeast };
  return { fact, operator: 'greaterThan', value: { fact: test.exceeds } };
}
