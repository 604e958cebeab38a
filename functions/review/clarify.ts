import type { AuthorityRegister } from '../authorities/authority-register.ts';
import { actorOf } from '../ledger/actor-of.ts';
import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import { unclaimed } from '../ledger/claim.ts';
import { isEmergency } from '../ledger/danger-of.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { hasLapsed } from '../ledger/has-lapsed.ts';
import { matterOf } from '../ledger/matter.ts';
import { created, replaced } from '../ledger/part.ts';
import { CALL_BACK } from '../ledger/parts/call-back.part.ts';
import { CLARIFICATION } from '../ledger/parts/clarification.part.ts';
import { QUESTION } from '../ledger/parts/question.part.ts';
import type { SeparationLaw } from '../ledger/require-apart.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { withSession } from '../ledger/sessions.ts';
import { placeOf } from '../ledger/transitions.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import type { Demand } from '../shared/demand.schema.ts';
import { MAX_BODY_BYTES } from '../shared/json-body.ts';
import { isSamePerson } from '../shared/person.ts';
import { isStaff, type Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { DeskClocks } from '../validity/decide/desk-clocks.ts';
import { checkFiling, type KnownLaw } from '../validity/filing-checks.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import { afterAmendment, callBackOf, foundBy } from './call-back.ts';
import type { Clarified, ClarifyRequest } from './clarify.route.ts';
import { numberToCall } from './number-to-call.ts';
import { questionClock } from './question-clock.ts';
import { type LooselyOn, requirePresent } from './require-present.ts';
import { requireRound } from './require-round.ts';
import { requireOwnDemand } from './withdraw.ts';

export type ClarifyDeps = LedgerDeps &
  AnswerDeps & {
    law: KnownLaw;
    authorities: AuthorityRegister;
    rulebook: SeparationLaw;
    clocks: Pick<DeskClocks, 'start'>;
  };

export type Clarification = LooselyOn<ClarifyRequest>;
type Clarifier = Principal<'agent' | 'reviewer' | 'cleared-reviewer'>;

/** Adds what was missing and sends the demand through the checks again, in a new round. */
export async function clarifyDemand(
  demandId: string,
  request: Clarification,
  principal: Clarifier,
  deps: ClarifyDeps,
): Promise<Clarified> {
  let number: string | undefined;
  if ('demand' in request) await requireOwnDemand(demandId, agentOf(principal), deps.store);
  else {
    // Which of the route's roles it takes is in the body.
    if (!isStaff(principal)) throw problem('role_required', { roles: 'reviewer' });
    const record = await deps.store.read(demandId);
    if (!record) throw notFound();
    if ('callBack' in request) number = await numberToCall(record.authorityId, deps);
  }
  const { round, part } = await changeDemand(deps, demandId, async (record, at) => {
    if (!('demand' in request)) {
      requireOutsider(record, principal);
      requirePresent(record, request);
    }
    // First what is wrong with the amendment itself: an empty one must not tell how far the checks have come.
    const change = await changeOf(record, request, { principal, at, number }, deps);
    // Whether a demand that was reopened waits again hangs on its accounts.
    const isReopened = record.isReopened && 'demand' in request;
    if (record.status !== 'awaiting-review' || record.withdrawnAt || isReopened)
      throw problem('demand' in request ? whyNotAmended(record) : 'not_awaiting_review.clarify');
    return change;
  });
  await tryAnswerWait('review', demandId, part, deps);
  return { id: demandId, ...('demand' in request ? {} : { round }) };
}

type WhyNot = `not_awaiting_review.${'checked' | 'decided' | 'ended'}`;

/** Why an amendment has no meaning now, and what has: by what its agents know of where it stands. */
function whyNotAmended(record: DemandRecord): WhyNot {
  if (record.withdrawnAt) return 'not_awaiting_review.ended';
  const place = placeOf(record) ?? 'filed';
  if (place === 'released' || place === 'closed') return 'not_awaiting_review.ended';
  const isUndecided = place === 'filed' || place === 'awaiting-review';
  return isUndecided && !record.isReopened ? 'not_awaiting_review.checked' : 'not_awaiting_review.decided';
}

/** Who changed what is known of a demand, or only called about it, so that they do not decide on it. */
export function vouchedBy(record: DemandRecord, principal: Principal, how: 'changed' | 'called' = 'changed') {
  const { clarifiedBy = [], changedBy = clarifiedBy } = record;
  return {
    clarifiedBy: withPerson(clarifiedBy, principal),
    changedBy: how === 'called' ? changedBy : withPerson(changedBy, principal),
    ...withSession(record, principal),
    // Who vouched for something decides no more, and keeps nobody else from it.
    ...(record.claim && isSamePerson(record.claim.by, principal.subject) ? unclaimed(record) : {}),
  };
}

const withPerson = (before: string[], { subject }: Principal): string[] =>
  before.some((other) => isSamePerson(other, subject)) ? before : [...before, subject];

function agentOf(principal: Clarifier): Principal<'agent'> {
  const { role } = principal;
  if (role !== 'agent') throw problem('role_required', { roles: 'agent' });
  return { ...principal, role };
}

async function changeOf(
  record: DemandRecord,
  request: Clarification,
  { principal, at, number }: { principal: Clarifier; at: string; number: string | undefined },
  deps: ClarifyDeps,
): Promise<Change<{ round: number; part: string }>> {
  const round = record.round + 1;
  const part = CLARIFICATION(round);
  const isCall = 'callBack' in request && request.signals === undefined;
  const who = vouchedBy(record, principal, isCall ? 'called' : 'changed');
  const side = 'demand' in request ? ('authority' as const) : ('desk' as const);
  const common = {
    action: 'demand.clarified' as const,
    actor: actorOf(principal),
    parts: [created(part, { round, at, side, ...dueAnswer('review', at) })],
    result: { round, part: part.key },
  };
  if ('checkAgain' in request) {
    if (!(await hasLapsed(record, at, deps.store))) throw problem('nothing_new.dates');
    await requireRound(record.id, 'desk', deps.store);
    // Who asks for it vouches for nothing, and may decide.
    return { ...common, set: { round }, detail: { round, on: matterOf(record), checkAgain: true } };
  }
  if ('competence' in request) {
    const { competence } = request;
    if (record.competence === competence.found) throw problem('nothing_new.authenticity');
    await requireRound(record.id, 'desk', deps.store);
    return {
      ...common,
      set: { round, competence: competence.found, ...who },
      detail: { round, on: matterOf(record), competence: competence.found },
      parts: [
        created(part, {
          round,
          at,
          side,
          competence: { ...competence, by: principal.subject },
          ...dueAnswer('review', at),
        }),
      ],
    };
  }
  if (!('demand' in request)) {
    const call = 'callBack' in request ? request.callBack : undefined;
    const held = call && (await callBackOf(call, { record, principal, at, number }, deps));
    const known = call ? foundBy(record.authenticity, call) : record.authenticity;
    const authenticity = { ...known, signals: request.signals ?? known?.signals ?? [] };
    if (record.authenticity && canonicalJson(authenticity) === canonicalJson(record.authenticity))
      throw problem('nothing_new.authenticity');
    await requireRound(record.id, 'desk', deps.store);
    return {
      ...common,
      set: { round, authenticity, ...who },
      detail: { round, on: matterOf(record), ...authenticity, ...(call ? { asked: call.asked } : {}) },
      parts: [...common.parts, ...(held ? [created(CALL_BACK(record.version + 1), held)] : [])],
    };
  }
  // Both were checked as they were read. Parsing them together would refuse what a later deployment had filed.
  const { signatures = record.demand.signatures, ...amended } = request.demand;
  const demand: Demand = { ...record.demand, ...amended, signatures };
  if (canonicalJson(demand) === canonicalJson(record.demand)) throw problem('nothing_new');
  await requireRound(record.id, 'authority', deps.store);
  if (Buffer.byteLength(canonicalJson(demand)) > MAX_BODY_BYTES) throw problem('body_too_large.demand');
  checkFiling(demand, deps.law, new Date(at));
  const known = afterAmendment(record.authenticity);
  const questions = await deps.store.parts(record.id, QUESTION(''));
  const given: readonly string[] = Object.keys(request.demand);
  const answered = questions
    .filter(({ answeredAt, fields }) => !answeredAt && fields.some((field) => given.includes(field)))
    .map((one) => replaced(QUESTION(one.number), { ...one, answeredAt: at }, one));
  const open = questions.filter(({ fields }) => !fields.some((field) => given.includes(field)));
  const clocks = answered.length > 0 ? await questionClock(record.id, open, at, deps) : [];
  return {
    ...common,
    set: { round, demand, ...who, ...(known ? { authenticity: known } : {}), ...hurriedBy(record, demand) },
    parts: [...common.parts, ...answered, ...clocks],
    ...(known ? {} : { unset: ['authenticity'] as const }),
    detail: {
      round,
      fields: Object.keys(request.demand).sort(),
      demandHash: sha256Hex(canonicalJson(demand)),
    },
  };
}

/** A danger that let it pass others is looked back at, though its authority takes the claim away. */
const hurriedBy = (record: DemandRecord, demand: Demand) =>
  isEmergency(record) && !isEmergency({ ...record, demand }) ? { hurried: true as const } : {};
