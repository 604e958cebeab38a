import type { Rule } from './rule.schema.ts';

/** Name under which a rule is found in findings and on its page: `signature:judge`. */
export const ruleId = ({ check, name }: Pick<Rule, 'check' | 'name'>) => `${check}:${name}`;
