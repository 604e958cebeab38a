import type { Finding } from '../../shared/determination.schema.ts';
import { checkOf } from '../checks/check-of.ts';
import { cited, type Explained, isGeneral, isSecrecy, ruleOf } from './explained.ts';

/** Rules that were met and had something to look at: those of the instrument with their source, then the general ones. */
export function consideredLines(given: Explained): string[] {
  const met = given.determination.findings.filter(
    (finding) => finding.outcome === 'pass' && !isSecrecy(finding),
  );
  return [...new Set([...reachLines(met, given), ...met.flatMap((finding) => sentence(finding, given))])];
}

/** One sentence for all rules on reach, with the instrument's own source for these items instead of theirs. */
function reachLines(met: readonly Finding[], given: Explained): string[] {
  const isReach = met.some((finding) => ruleOf(finding, given)?.check === 'items-authorised');
  if (!isReach || given.determination.authorised.length === 0) return [];
  const reaching = given.underlying ?? given.page;
  return [
    `What is asked and not left out lies within what the instrument reaches (${reachCites(given).join('; ') || reaching?.citation}).`,
  ];
}

/** The sources of what is left: those that hold without a condition first. */
function reachCites({ page, underlying, determination, rulebook: { dictionary } }: Explained): string[] {
  const reaches = (underlying ?? page)?.reaches ?? [];
  const cites = dictionary.expand(determination.authorised).flatMap((item) => {
    const reaching = reaches.filter(({ items }) => dictionary.expand(items).includes(item));
    const always = reaching.filter(({ when }) => when === undefined);
    return (always.length > 0 ? always : reaching).flatMap(({ cite }) => cite ?? []);
  });
  return [...new Set(cites)];
}

function sentence(finding: Finding, given: Explained): string[] {
  const rule = ruleOf(finding, given);
  // The source of the instrument stands in the heading.
  if (!rule) return isForceDoubted(given) ? [] : [finding.explanation];
  // Rules on reach are told in one sentence, before the others.
  const hadWork = checkOf(rule)?.hadWork?.(rule, given) ?? true;
  if (rule.check === 'items-authorised' || !hadWork || isQualified(finding, given)) return [];
  return [isGeneral(finding, given) ? finding.explanation : cited(finding.explanation, rule.cite)];
}

/** Nothing is said of identifiers in general where one of the targets is a search. */
function isQualified({ check }: Finding, { determination: { findings } }: Explained): boolean {
  return (
    check === 'target-specificity:identifier' &&
    findings.some(
      (other) =>
        other.check.startsWith('target-specificity:') && !['pass', 'not-applicable'].includes(other.outcome),
    )
  );
}

const isForceDoubted = ({ determination: { reasons } }: Explained) => reasons.includes('not-in-force');
