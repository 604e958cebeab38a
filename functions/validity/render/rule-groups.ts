import type { CheckName, Rule } from '../rule.schema.ts';

const GROUPS: readonly { title: string; checks: readonly CheckName[] }[] = [
  {
    title: 'Who issues, signs and serves it, and on whom',
    checks: [
      'authority',
      'issuer-role',
      'court-competence',
      'signature',
      'validation',
      'underlying',
      'served-by',
      'addressee',
    ],
  },
  {
    title: 'What the paper must say',
    checks: ['cites', 'certification', 'recital', 'offence-threshold', 'danger', 'enforcing-authority'],
  },
  {
    title: 'Times',
    checks: [
      'dates-in-order',
      'served-within',
      'duration-limit',
      'running',
      'emergency-window',
      'objection-period',
      'period-stated',
    ],
  },
  {
    title: 'Which data, and whose',
    checks: [
      'items-stated',
      'items-authorised',
      'targets-stated',
      'target-specificity',
      'target-person',
      'customer-first',
      'conflict-of-laws',
    ],
  },
  { title: 'Keeping data', checks: ['renewal-number', 'renewal-in-time', 'stored-only'] },
  { title: 'Whether it is genuine', checks: ['authenticity', 'supervisor', 'fraud-signals'] },
];

export type RuleGroup = { title: string; rules: readonly Rule[] };

/** Rules by what they are about, in the order in which a reader asks; what only a person answers comes last. */
export function groupRules(rules: readonly Rule[]): RuleGroup[] {
  const known = new Set(GROUPS.flatMap(({ checks }) => checks));
  return [
    ...GROUPS.map(({ title, checks }) => ({
      title,
      rules: rules.filter(({ check }) => checks.includes(check)),
    })),
    { title: 'What a person looks at', rules: rules.filter(({ check }) => !known.has(check)) },
  ].filter((group) => group.rules.length > 0);
}
