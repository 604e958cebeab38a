import { checkOf } from '../checks/check-of.ts';
import type { Rule } from '../checks/rule.schema.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { ValuePath } from './rulebook-source.ts';

export type Complain = (path: ValuePath, message: string, todo: string) => void;

/** Names in a rule that must exist: data items, clocks, groups of roles, instruments. */
export function checkRule(rule: Rule, path: ValuePath, rulebook: Rulebook, complain: Complain): void {
  const { items, otherwise } = rule;
  for (const item of items ?? []) {
    if (!rulebook.dictionary.known(item))
      complain([...path, 'items'], `${item} is no data item.`, 'Use the names of data-dictionary.yaml.');
  }
  if ('clock' in rule && rule.clock !== undefined && !Object.hasOwn(rulebook.clocks, rule.clock))
    complain([...path, 'clock'], `There is no clock ${rule.clock}.`, 'Name one of clocks.yaml.');
  const keptFor = otherwise.keeping?.clock;
  if (keptFor !== undefined && !Object.hasOwn(rulebook.clocks, keptFor))
    complain([...path, 'otherwise'], `There is no clock ${keptFor}.`, 'Name one of clocks.yaml.');
  if (otherwise.outcome === 'drop' && items === undefined && !checkOf(rule)?.dropsTargets)
    complain([...path, 'otherwise'], 'This rule drops nothing.', 'Name in `items` what it drops.');
  if (rule.holds === undefined && rule.check !== 'counsel')
    complain(path, 'This rule does not say what is so where it is met.', 'Write it in `holds`.');
  if (rule.unknown === undefined && checkOf(rule)?.mayLackFacts)
    complain(
      path,
      'This rule does not say what is so where the papers leave it open.',
      'Write it in `unknown`.',
    );
  checkGroups(rule, path, rulebook, complain);
  for (const instrument of rule.check === 'underlying' ? rule.anyOf : []) {
    if (!Object.hasOwn(rulebook.instruments, instrument))
      complain([...path, 'anyOf'], `There is no page ${instrument}.`, 'Name an instrument of the rulebook.');
  }
}

/** Groups of roles that a rule or a condition names anywhere must exist. */
export function checkGroups(value: unknown, path: ValuePath, rulebook: Rulebook, complain: Complain): void {
  for (const name of endingsIn(value))
    complain(path, `${name} stands for offices that nobody listed.`, 'Name each office in full.');
  for (const group of groupsIn(value)) {
    if (!Object.hasOwn(rulebook.general.roles.roles, group))
      complain(path, `There is no group of roles @${group}.`, 'Name one of roles.yaml.');
  }
}

/** Groups that stand for other groups must exist, and none may stand for itself. */
export function checkRoles({ rulebook, complain }: { rulebook: Rulebook; complain: Complain }): void {
  const { roles } = rulebook.general.roles;
  const named = (group: string) => groupsIn(roles[group]?.members);
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    named(from).some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  for (const group of Object.keys(roles)) {
    checkGroups(roles[group]?.members, ['roles', group], rulebook, complain);
    if (reaches(group, group, new Set()))
      complain(['roles', group], `The group ${group} stands for itself.`, 'Name the offices that it means.');
  }
}

/** Offices that a value names by a part of their names. */
function endingsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^[@a-z-]*\*[a-z*-]*$/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(endingsIn);
}

/** Groups of roles that a value names anywhere in it. */
function groupsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^@[a-z-]+$/.test(value) ? [value.slice(1)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(groupsIn);
}
