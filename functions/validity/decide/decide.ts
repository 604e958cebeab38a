import { utcDay } from '../../shared/calendar.ts';
import type { Circumstances } from '../../shared/circumstances.schema.ts';
import type { Demand } from '../../shared/demand.schema.ts';
import type { Determination, Finding, Reason } from '../../shared/determination.schema.ts';
import { type Case, serviceOf } from '../checks/case.ts';
import { clockEnd } from '../checks/clock-end.ts';
import { isAfter } from '../law/calendar.ts';
import { isLaw } from '../law/effective.ts';
import { plainWords } from '../law/plain-words.ts';
import { applyRules } from './apply-rules.ts';
import { ONE_PERSON } from './approvals.ts';
import { asRegistered } from './as-registered.ts';
import type { Consequence } from './consequence.ts';
import { noticeRegime } from './notice-regime.ts';
import type { Rulebook } from './rulebook.ts';
import type { SpecialisedPage } from './specialise-page.ts';
import { weigh } from './weigh.ts';

/**
 * Applies the rulebook to a demand and what is known of it. Pure and total: whatever passes the schemas gets a
 * determination, and the same inputs always get the same one.
 */
export function decide(rulebook: Rulebook, served: Demand, circumstances: Circumstances): Determination {
  const demand = asRegistered(served, circumstances);
  const named = rulebook.specialised(demand.instrument);
  if (!named) return unknownInstrument(rulebook, demand, circumstances);
  const ofPage = named.actingAs.get(demand.underlying ?? '') ?? named;
  const { page, status } = ofPage;
  const { notice, findings: ofSecrecy, binds } = ofPage.noticeRegime(demand, circumstances.now);
  const given = caseOf(rulebook, ofPage, {
    demand,
    stated: served.authority,
    circumstances,
    secrecyBinds: binds,
  });
  const ofStatus = isLaw(page.effective, given.dayOfService) ? status.inForce : status.notInForce;
  const applied = applyRules(ofPage.rulesOn(given.dayOfService), given);
  const { remaining } = applied;
  const findings = [...ofStatus, ...applied.findings, ...ofSecrecy];
  const consequences = stillKept(given, rulebook, [
    ...applied.consequences,
    ...consequencesOf(ofStatus),
    ...consequencesOf(ofSecrecy),
  ]);
  const { outcome, preserve } = weigh(given, page, { consequences, remaining });
  const isOver = outcome === 'reject';
  const determination: Determination = {
    outcome,
    authorised: isOver ? [] : rulebook.dictionary.smallest(remaining.items),
    targets: isOver ? [] : [...remaining.targets],
    reasons: reasonsOf(findings),
    findings,
    notice,
    preserve,
    approvals: ofPage.approvalsNeeded(given),
    rulebook: rulebook.version,
  };
  const due = isOver ? undefined : ofPage.dueDate(given);
  const until = untilOf(given, ofPage, { outcome, preserve, consequences });
  const deadlines = ofPage.deadlines(given, determination);
  if (deadlines.length > 0) determination.deadlines = deadlines;
  if (due !== undefined) determination.due = due;
  if (until !== undefined) determination.until = until;
  const keptUntil = outcome === 'suspend' ? keptUntilOf(given, ofPage, { outcome, consequences }) : undefined;
  if (keptUntil !== undefined) determination.keptUntil = keptUntil;
  return determination;
}

type Known = Pick<Case, 'demand' | 'stated' | 'circumstances' | 'secrecyBinds'>;

function caseOf({ dictionary }: Rulebook, { reached }: SpecialisedPage, known: Known): Case {
  const { demand, stated, circumstances, secrecyBinds } = known;
  const service = serviceOf(demand, circumstances);
  const court = demand.issuer.court === undefined ? '' : plainWords(demand.issuer.court);
  return {
    demand,
    stated,
    circumstances,
    secrecyBinds,
    court,
    asked: dictionary.asked(demand.data),
    reached: reached({ ...known, court }),
    today: utcDay(circumstances.now),
    service,
    dayOfService: utcDay(service),
  };
}

/** What a rule has kept for a time of its own is not kept after it. */
function stillKept(
  given: Case,
  { clocks }: Rulebook,
  consequences: readonly Consequence[],
): readonly Consequence[] {
  if (consequences.every(({ keeping }) => keeping === undefined)) return consequences;
  return consequences.map((one) => {
    if (one.keeping === undefined) return one;
    const keptUntil = clockEnd(given, { from: one.keeping.from, clock: clocks[one.keeping.clock] });
    const isOver = keptUntil !== undefined && isAfter(given.circumstances.now, keptUntil);
    return { ...one, keptUntil, preserve: one.preserve === true && !isOver };
  });
}

/** Consequences of findings that no rule of the page made. */
function consequencesOf(findings: readonly Finding[]): Consequence[] {
  const consequences: Consequence[] = [];
  for (const { outcome, reason } of findings)
    if (outcome !== 'pass' && outcome !== 'not-applicable')
      consequences.push({ outcome: outcome === 'fail' ? 'reject' : outcome, reason });
  return consequences;
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
  ofPage: SpecialisedPage,
  { outcome, preserve, consequences }: Ending,
): string | undefined {
  if (outcome === 'suspend') return consequences.find((one) => one.outcome === 'suspend')?.until;
  if (preserve || outcome === 'preserve') return keptUntilOf(given, ofPage, { outcome, consequences });
  return outcome === 'reject' || outcome === 'redirect' ? undefined : ofPage.endOfOrder(given);
}

/** Until when data is kept: as the rules say that ask for it, or else as the page does. */
const keptUntilOf = (
  given: Case,
  ofPage: SpecialisedPage,
  { outcome, consequences }: Omit<Ending, 'preserve'>,
): string | undefined => endOfRules(consequences) ?? ofPage.endOfKeeping(given, outcome);

/** When the keeping ends that rules ask for; undefined where one of them names no time of its own. */
function endOfRules(consequences: readonly Consequence[]): string | undefined {
  const keeping = consequences.filter(({ preserve }) => preserve === true);
  const ends = keeping.flatMap(({ keptUntil }) => keptUntil ?? []);
  return ends.length === keeping.length ? ends.reduce<string | undefined>(later, undefined) : undefined;
}

const later = (last: string | undefined, end: string) =>
  last === undefined || isAfter(end, last) ? end : last;

/** Refused, but a court's order not to tell is obeyed even where the paper it came with is none. */
function unknownInstrument(rulebook: Rulebook, demand: Demand, circumstances: Circumstances): Determination {
  const { cite, fails, otherwise } = rulebook.principles.known;
  const page = { notice: { regime: 'notify' as const, cite } };
  const { notice, findings: secrecy } = noticeRegime(page, rulebook.principles)(demand, circumstances.now);
  const known: Finding = {
    check: 'in-force:known',
    outcome: 'fail',
    ...(otherwise.reason ? { reason: otherwise.reason } : {}),
    cite,
    explanation: `${fails} ${otherwise.do}`,
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
