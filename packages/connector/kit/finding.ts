import { RULES, type Rule } from '../rules.ts';

/** Something that a connector does not keep. It says where, what is wrong and what to do, and nothing of what is in records. */
export type Finding = { rule: Rule; what: string; todo: string /** How often. */; times: number };

export const finding = (rule: Rule, what: string): Finding => ({ rule, what, todo: RULES[rule], times: 1 });

/** One of each rule, the first, with how often it was broken. */
export function gathered(findings: readonly Finding[]): Finding[] {
  const byRule = new Map<Rule, Finding>();
  for (const one of findings) {
    const first = byRule.get(one.rule);
    if (first) first.times += one.times;
    else byRule.set(one.rule, { ...one });
  }
  return [...byRule.values()];
}

/** The first words of what was thrown: its name, and where it is short, what it says. */
export function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no Error';
  const [first = ''] = error.message.split('\n', 1);
  return `${error.name}: ${first.slice(0, 200)}`;
}
