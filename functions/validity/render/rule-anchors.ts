import type { Rule } from '../rule.schema.ts';
import { ruleId } from '../rule-id.ts';

/** Anchors of rules: the id that findings name. Of versions that follow each other, the later ones add their day. */
export function ruleAnchors(rules: readonly Rule[]): (rule: Rule) => string {
  const taken = new Set<string>();
  const anchors = new Map<Rule, string>();
  for (const rule of rules) {
    const id = ruleId(rule);
    let anchor = taken.has(id) ? `${id}@${rule.effective?.from ?? 'again'}` : id;
    while (taken.has(anchor)) anchor += '+';
    taken.add(anchor);
    anchors.set(rule, anchor);
  }
  return (rule) => anchors.get(rule) ?? ruleId(rule);
}
