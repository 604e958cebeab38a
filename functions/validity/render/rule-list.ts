import { checkOf } from '../checks/check-of.ts';
import { GROUPS } from '../checks/group.ts';
import type { Rule } from '../checks/rule.schema.ts';
import { ruleId } from '../checks/rule-id.ts';

export type RuleGroup = { title: string; rules: readonly Rule[] };

/** Rules by what they are about, in the order in which a reader asks; what only a person answers comes last. */
export function groupRules(rules: readonly Rule[]): RuleGroup[] {
  return Object.entries(GROUPS)
    .map(([group, title]) => ({
      title,
      rules: rules.filter((rule) => (checkOf(rule)?.group ?? 'person') === group),
    }))
    .filter((group) => group.rules.length > 0);
}

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
