import type { Circumstances } from '../shared/circumstances.schema.ts';
import type { Demand } from '../shared/demand.schema.ts';
import type { Determination, Finding, Reason } from '../shared/determination.schema.ts';
import { dueOf, endOfKeeping, endOfOrder } from './answer-times.ts';
import { applyRules, type Consequence, isLaw } from './apply-rules.ts';
import type { Case } from './case.ts';
import { holdsCondition } from './holds-condition.ts';
import { makeCase } from './make-case.ts';
import { bindsUs, noticeRegime } from './notice-regime.ts';
import type { Rulebook } from './rulebook.ts';
import { weigh } from './weigh.ts';

const ONE_PERSON = 1;

/**
 * Applies the rulebook to a demand and what is known of it. Pure and total: whatever passes the schemas gets a
 * determination, and the same inputs always get the same one.
 */
export function decide(rulebook: Rulebook, demand: Demand, circumstances: Circumstances): Determination {
  const page = rulebook.ready(demand.instrument);
  if (!page) return unknownInstrument(rulebook, demand, circumstances);
  const given = makeCase(rulebook, page, demand, circumstances);
  const { notice, findings: secrecy } = noticeRegime(given);
  const secrecyBinds = bindsUs(notice, given);
  const status = statusOf(given);
  const { findings: checked, consequences: applied, remaining } = applyRules(given, secrecyBinds);
  const findings = status.concat(checked, secrecy);
  const consequences = consequencesOf(status).concat(applied, consequencesOf(secrecy));
  const { outcome, preserve } = weigh(given, consequences, remaining);
  const isOver = outcome === 'reject';
  const due = isOver ? undefined : dueOf(given, secrecyBinds);
  const until = untilOf(given, { outcome, preserve, consequences });
  return {
    outcome,
    authorised: isOver ? [] : inShort(given, remaining.items),
    targets: isOver ? [] : [...remaining.targets],
    reasons: reasonsOf(findings),
    findings,
    notice,
    ...(due === undefined ? {} : { due }),
    ...(until === undefined ? {} : { until }),
    preserve,
    approvals: approvalsOf(given, secrecyBinds),
    rulebook: rulebook.version,
  };
}

/** Whether the page is law on the day of service, and read in a source that could be opened. */
function statusOf(given: Case): readonly Finding[] {
  const { inForce, notInForce } = given.ready.status;
  return isLaw(given.page.effective, given) ? inForce : notInForce;
}

/** Consequences of findings that no rule of the page made. */
function consequencesOf(findings: readonly Finding[]): Consequence[] {
  const consequences: Consequence[] = [];
  for (const { outcome, reason } of findings)
    if (outcome !== 'pass' && outcome !== 'not-applicable')
      consequences.push({ outcome: outcome === 'fail' ? 'reject' : outcome, reason });
  return consequences;
}

/** What is left is mostly all that was asked. */
function inShort({ asked, askedInShort, rulebook }: Case, items: readonly string[]): string[] {
  return items === asked ? [...askedInShort] : rulebook.dictionary.smallest(items);
}

function reasonsOf(findings: readonly Finding[]): Reason[] {
  const reasons: Reason[] = [];
  for (const { reason } of findings)
    if (reason !== undefined && !reasons.includes(reason)) reasons.push(reason);
  return reasons;
}

function approvalsOf(given: Case, secrecyBinds: boolean): number {
  let most = ONE_PERSON;
  for (const { when, people } of given.page.approvals ?? [])
    if (people > most && (when === undefined || holdsCondition(when, given, secrecyBinds))) most = people;
  return most;
}

type Ending = Pick<Determination, 'outcome' | 'preserve'> & { consequences: readonly Consequence[] };

/** Until when another decides, data is kept, or an order runs. */
function untilOf(given: Case, { outcome, preserve, consequences }: Ending): string | undefined {
  if (outcome === 'suspend') return consequences.find((one) => one.outcome === 'suspend')?.until;
  if (preserve || outcome === 'preserve') return endOfKeeping(given, outcome);
  return outcome === 'reject' || outcome === 'redirect' ? undefined : endOfOrder(given);
}

/** Refused, but a court's order not to tell is obeyed even where the paper it came with is none. */
function unknownInstrument(rulebook: Rulebook, demand: Demand, circumstances: Circumstances): Determination {
  const { cite, says, otherwise } = rulebook.principles.known;
  const page = { notice: { regime: 'notify' as const, cite } };
  const { notice, findings: secrecy } = noticeRegime({ rulebook, demand, circumstances, page });
  const known: Finding = {
    check: 'in-force:known',
    outcome: 'fail',
    ...(otherwise.reason ? { reason: otherwise.reason } : {}),
    cite,
    explanation: `${says} ${otherwise.do}`,
  };
  const findings = [known, ...secrecy];
  return {
    outcome: 'reject',
    authorised: [],
    targets: [],
    reasons: reasonsOf(findings),
    findings,
    notice,
    preserve: false,
    approvals: ONE_PERSON,
    rulebook: rulebook.version,
  };
}
