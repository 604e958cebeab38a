import type { Circumstances } from '../shared/circumstances.schema.ts';
import type { Demand } from '../shared/demand.schema.ts';
import type { Determination, Finding, Reason } from '../shared/determination.schema.ts';
import { applyRules } from './apply-rules.ts';
import { ONE_PERSON } from './approvals.ts';
import { utcDay } from './calendar.ts';
import { type Case, serviceOf } from './case.ts';
import type { Consequence } from './consequence.ts';
import { isLaw } from './law-in-time.ts';
import { noticeRegime } from './notice-regime.ts';
import type { Plan } from './plan.ts';
import type { ReadyPage } from './ready-page.ts';
import type { Rulebook } from './rulebook.ts';
import { weigh } from './weigh.ts';

/**
 * Applies the rulebook to a demand and what is known of it. Pure and total: whatever passes the schemas gets a
 * determination, and the same inputs always get the same one.
 */
export function decide(rulebook: Rulebook, demand: Demand, circumstances: Circumstances): Determination {
  const named = rulebook.ready(demand.instrument);
  if (!named) return unknownInstrument(rulebook, demand, circumstances);
  const ready = named.actingAs.get(demand.underlying ?? '') ?? named;
  const { now } = circumstances;
  const { notice, findings: secrecy, binds: secrecyBinds } = ready.noticeRegime(demand, now);
  const service = serviceOf(demand, circumstances);
  const dayOfService = utcDay(service);
  const asked = ready.asked(demand.data);
  const given: Case = {
    demand,
    circumstances,
    asked,
    today: utcDay(now),
    service,
    dayOfService,
    secrecyBinds,
  };
  const plan = ready.planFor(given, asked);
  const { findings, consequences, remaining } = applyRules(given, plan);
  if (!isLaw(ready.page.effective, dayOfService)) addAll(consequences, sayNotInForce(findings, ready));
  addAll(findings, secrecy);
  addAll(consequences, consequencesOf(secrecy));
  const { outcome, preserve } = weigh(given, ready.page, { consequences, remaining });
  const isOver = outcome === 'reject';
  const determination: Determination = {
    outcome,
    authorised: isOver ? [] : inShort(rulebook, plan, remaining.items),
    targets: isOver ? [] : remaining.targets.slice(),
    // A finding has a reason only where something follows from it.
    reasons: consequences.length === 0 ? [] : reasonsOf(findings),
    findings,
    notice,
    preserve,
    approvals: ready.approvalsNeeded(given),
    rulebook: rulebook.version,
  };
  const due = isOver ? undefined : ready.dueDate(given);
  const until = untilOf(given, ready, { outcome, preserve, consequences });
  if (due !== undefined) determination.due = due;
  if (until !== undefined) determination.until = until;
  return determination;
}

function addAll<T>(list: T[], more: readonly T[]): void {
  for (const one of more) list.push(one);
}

/** Puts what is found on a day on which the page is not law in the place of what is found on others. */
function sayNotInForce(findings: Finding[], { status: { notInForce } }: ReadyPage): readonly Consequence[] {
  for (const [place, finding] of notInForce.entries()) findings[place] = finding;
  return consequencesOf(notInForce);
}

const NOTHING: readonly Consequence[] = [];

/** Consequences of findings that no rule of the page made. */
function consequencesOf(findings: readonly Finding[]): readonly Consequence[] {
  let consequences: Consequence[] | undefined;
  for (const { outcome, reason } of findings) {
    if (outcome === 'pass' || outcome === 'not-applicable') continue;
    consequences ??= [];
    consequences.push({ outcome: outcome === 'fail' ? 'reject' : outcome, reason });
  }
  return consequences ?? NOTHING;
}

/** What is left is mostly what the plan leaves. */
function inShort({ dictionary }: Rulebook, plan: Plan, left: readonly string[]): string[] {
  return left === plan.left ? plan.leftInShort.slice() : dictionary.smallest(left);
}

function reasonsOf(findings: readonly Finding[]): Reason[] {
  const reasons: Reason[] = [];
  for (const { reason } of findings)
    if (reason !== undefined && !reasons.includes(reason)) reasons.push(reason);
  return reasons;
}

type Ending = Pick<Determination, 'outcome' | 'preserve'> & { consequences: readonly Consequence[] };

/** Until when another decides, data is kept, or an order runs. */
function untilOf(
  given: Case,
  ready: ReadyPage,
  { outcome, preserve, consequences }: Ending,
): string | undefined {
  if (outcome === 'suspend') return consequences.find((one) => one.outcome === 'suspend')?.until;
  if (preserve || outcome === 'preserve') return ready.endOfKeeping(given, outcome);
  return outcome === 'reject' || outcome === 'redirect' ? undefined : ready.endOfOrder(given);
}

/** Refused, but a court's order not to tell is obeyed even where the paper it came with is none. */
function unknownInstrument(rulebook: Rulebook, demand: Demand, circumstances: Circumstances): Determination {
  const { cite, says, otherwise } = rulebook.principles.known;
  const page = { notice: { regime: 'notify' as const, cite } };
  const { notice, findings: secrecy } = noticeRegime(page, rulebook.principles)(demand, circumstances.now);
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
