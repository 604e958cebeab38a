import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { Facts } from './peer-facts.ts';
import type { PeerRule, Test } from './peer-rules.ts';
import { type PeerAnswer, peerWeigh } from './peer-weigh.ts';

/** Cedar with one policy set for each instrument, parsed once; every rule is a forbid, and those that hold are named. */
export function cedarPeer(rulesOf: ReadonlyMap<string, readonly PeerRule[]>) {
  const byId = new Map<string, ReadonlyMap<string, PeerRule>>();
  for (const [instrument, rules] of rulesOf) {
    byId.set(instrument, new Map(rules.map((rule) => [rule.id, rule])));
    const staticPolicies = Object.fromEntries([
      ['any', 'permit(principal, action, resource);'],
      ...rules.map(({ id, fails }) => [
        id,
        `forbid(principal, action, resource) when { ${expression(fails)} };`,
      ]),
    ]);
    const parsed = cedar.preparsePolicySet(instrument, { staticPolicies });
    if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed.errors));
  }
  return (facts: Facts): PeerAnswer => {
    const answer = cedar.statefulIsAuthorized({
      principal: { type: 'Desk', id: 'd' },
      action: { type: 'Action', id: 'release' },
      resource: { type: 'Demand', id: 'x' },
      context: facts,
      preparsedPolicySetId: facts.instrument,
      entities: [],
    });
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
    const { reason, errors } = answer.response.diagnostics;
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    const rules = byId.get(facts.instrument);
    return peerWeigh(
      reason.flatMap((id) => rules?.get(id) ?? []),
      facts,
    );
  };
}

function expression(test: Test): string {
  if ('all' in test) return `(${test.all.map(expression).join(' && ')})`;
  if ('any' in test) return anyOf(test.any);
  const fact = `context.${test.fact}`;
  if ('is' in test) return `${fact} == ${JSON.stringify(test.is)}`;
  if ('isNot' in test) return `${fact} != ${JSON.stringify(test.isNot)}`;
  if ('oneOf' in test) return `${JSON.stringify(test.oneOf)}.contains(${fact})`;
  if ('notOneOf' in test) return `!(${JSON.stringify(test.notOneOf)}.contains(${fact}))`;
  if ('has' in test) return `${fact}.contains(${JSON.stringify(test.has)})`;
  if ('lacks' in test) return `!(${fact}.contains(${JSON.stringify(test.lacks)}))`;
  if ('atLeast' in test) return `${fact} >= ${test.atLeast}`;
  return `${fact} > context.${test.exceeds}`;
}

/** Membership of any of a set is one operation in Cedar, and said so. */
function anyOf(tests: readonly Test[]): string {
  const [first] = tests;
  const values = tests.flatMap((test) => ('has' in test ? [test.has] : []));
  return first && 'has' in first && values.length === tests.length
    ? `context.${first.fact}.containsAny(${JSON.stringify(values)})`
    : `(${tests.map(expression).join(' || ')})`;
}
