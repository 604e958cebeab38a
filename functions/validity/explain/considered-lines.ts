import type { Finding } from '../../shared/determination.schema.ts';
import { checkOf } from '../checks/check-of.ts';
import { ruleId } from '../checks/rule-id.ts';
import { cited, type Explained, isSecrecy, ruleOf } from './explained.ts';

/** Rules that were met and had something to look at: those of the instrument with their source, then the general ones. */
export function consideredLines(given: Explained): string[] {
  const met = given.determination.findings.filter(
    (finding) => finding.outcome === 'pass' && !isSecrecy(finding),
  );
  return [...new Set([...reachLines(met, given), ...met.flatMap((finding) => sentence(finding, given))])];
}

/** One sentence for all rules on reach, with the instrument's own source instead of theirs. */
function reachLines(met: readonly Finding[], given: Explained): string[] {
  const isReach = met.some((finding) => ruleOf(finding, given)?.check === 'items-authorised');
  if (!isReach || given.determination.authorised.length === 0) return [];
  const { page, underlying } = given;
  const reaching = underlying ?? page;
  const cites = [...new Set(reaching?.reaches.flatMap(({ cite }) => cite ?? []))];
  return [
    `What ${given.determination.outcome === 'preserve' || page?.mode === 'preserve' ? 'is kept' : 'may be produced'} lies within what the instrument reaches (${cites.join('; ') || reaching?.citation}).`,
  ];
}

function sentence(finding: Finding, given: Explained): string[] {
  const rule = ruleOf(finding, given);
  if (!rule) return [cited(finding.explanation, finding.cite)];
  // Rules on reach are told in one sentence, before the others.
  const hadWork = checkOf(rule)?.hadWork?.(rule, given) ?? true;
  if (rule.check === 'items-authorised' || !hadWork) return [];
  return [isGeneral(finding, given) ? finding.explanation : cited(finding.explanation, rule.cite)];
}

/** A general rule's source is that of many instruments; it would mislead here. */
function isGeneral({ check }: Finding, { page, underlying }: Explained): boolean {
  const own = [...(page?.rules ?? []), ...(underlying?.rules ?? [])];
  return !own.some((rule) => ruleId(rule) === check);
}
