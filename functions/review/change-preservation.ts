import { actorOf } from '../ledger/actor-of.ts';
import { type Change, changeDemand, type Unchanged } from '../ledger/change-demand.ts';
import { isDemandId } from '../ledger/demand-id.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { isKept } from '../ledger/is-kept.ts';
import { matterOf } from '../ledger/matter.ts';
import { replaced } from '../ledger/part.ts';
import { CLOCK } from '../ledger/parts/clock.part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { PRESERVATION, PRESERVATION_DUE, type PreservationPart } from '../ledger/parts/preservation.part.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { stoppedClock } from '../ledger/running-clocks.ts';
import { withSession } from '../ledger/sessions.ts';
import { lifted } from '../preservation/lift-preservation.ts';
import { endOfKeeping } from '../preservation/preservation.ts';
import { endInstant, utcDay } from '../shared/calendar.ts';
import { isSamePerson } from '../shared/person.ts';
import { isStaff } from '../shared/principal.ts';
import { notFound, notTheirs, problem } from '../shared/problem.ts';
import type { DeskClocks } from '../validity/decide/desk-clocks.ts';
import { isRenewable, judgeRenewal } from '../validity/decide/judge-renewal.ts';
import { becauseOf } from './because-of.ts';
import type { PreservationChanged, PreservationRequest } from './preservation.route.ts';
import { pinsOf, type Recorder, type SecrecyDeps, standingDemand } from './record-order.ts';
import { requireNotBefore } from './require-not-before.ts';
import { type Present, requirePresent } from './require-present.ts';

export type PreservationDeps = SecrecyDeps & { clocks: Pick<DeskClocks, 'start'> };

type Changed = Change<PreservationChanged> | Unchanged<PreservationChanged>;
export type PreservationAsked = Exclude<PreservationRequest, { end: unknown }> | { end: End };
type End = Present<Extract<PreservationRequest, { end: unknown }>['end']>;
type Renew = Extract<PreservationRequest, { renew: unknown }>['renew'];
type InForce = { record: DemandRecord; part: PreservationPart; at: string; principal: Recorder };

const MAX_LINKS = 20;

/**
 * Keeps data longer, links it to the demand that asks for it, or ends it. What its authority asks for is judged by the paper and
 * the law alone: nobody learns from an answer whether there is an account. Asked again, each is done once.
 */
export async function changePreservation(
  demandId: string,
  request: PreservationAsked,
  principal: Recorder,
  deps: PreservationDeps,
): Promise<PreservationChanged> {
  const found = await standingDemand(demandId, principal, deps);
  if ('end' in request && !isStaff(principal)) throw problem('role_required', { roles: 'reviewer' });
  const pins =
    'renew' in request
      ? await pinsOf(
          request.renew.documents,
          { authorityId: found.authorityId, field: '/renew' },
          principal,
          deps.documents,
        )
      : [];
  const production = 'link' in request ? await productionOf(request.link.production, found, deps) : undefined;
  return changeDemand<PreservationChanged>(deps, demandId, async (record, at) => {
    if (isStaff(principal)) requireOutsider(record, principal);
    if ('renew' in request && !isRenewable(deps.rulebook, record.demand)) throw problem('not_renewable');
    const part = mayKnow(record, principal) ? await deps.store.part(demandId, PRESERVATION()) : undefined;
    if (!part) throw problem('no_preservation');
    if ('end' in request && isTheirEnd(part, principal)) return { unchanged: answerOf(demandId, part) };
    if (!isKept(part, at)) throw problem('preservation_ended');
    const given: InForce = { record, part, at, principal };
    if (production) return linked(production, given, deps);
    if ('end' in request) return ended(request.end, given, deps);
    return 'renew' in request
      ? renewed({ ...request.renew, pins }, given, deps)
      : { unchanged: answerOf(demandId, part) };
  });
}

/**
 * What was refused or sent elsewhere may be kept because of whose account it is: its agents are told that alone of which they
 * know, what their paper asked to keep.
 */
const mayKnow = ({ conclusion }: DemandRecord, principal: Recorder) =>
  isStaff(principal) || conclusion === 'preserved';

const isTheirEnd = ({ ended }: PreservationPart, { subject }: Recorder) =>
  ended !== undefined && isSamePerson(ended.by, subject);

async function renewed(
  { issued, documents, pins }: Renew & { pins: Awaited<ReturnType<typeof pinsOf>> },
  { record, part, at, principal }: InForce,
  deps: PreservationDeps,
): Promise<Changed> {
  const { renewals = [] } = part;
  const papers = documents.map(({ sha256 }) => sha256);
  const last = renewals.at(-1);
  if (last && String(last.documents.map(({ sha256 }) => sha256)) === String(papers))
    return { unchanged: answerOf(record.id, part) };
  const { documents: own = [], dates } = record.demand;
  const served = new Set([...own, ...renewals.flatMap((one) => one.documents)].map(({ sha256 }) => sha256));
  if (papers.every((sha256) => served.has(sha256))) throw problem('nothing_new.renewal');
  if (issued !== undefined && dates?.issued !== undefined)
    requireNotBefore('/renew/issued', issued, dates.issued);
  const checked = await deps.store.part(record.id, DETERMINATION(record.round));
  const end = last?.end ?? (checked && endOfKeeping(checked.determination));
  if (!checked || end === undefined) throw problem('not_renewable');
  const hold = {
    since: utcDay(part.placedAt),
    until: end,
    renewed: (record.demand.extension?.number ?? 0) + renewals.length,
  };
  const known = { demand: record.demand, circumstances: checked.circumstances };
  const judged = judgeRenewal(deps.rulebook, known, hold, { at, issued });
  if ('refused' in judged) throw problem('renewal_refused', { reasons: judged.refused.join(', ') });
  const until = endInstant(judged.until);
  const after: PreservationPart = {
    ...part,
    until,
    dueKind: PRESERVATION_DUE,
    dueAt: until,
    renewals: [
      ...renewals,
      {
        by: principal.subject,
        at,
        end: judged.until,
        documents,
        ...(issued === undefined ? {} : { issued }),
        ...(pins.length > 0 ? { pins } : {}),
      },
    ],
  };
  return {
    set: withSession(record, principal),
    action: 'preservation.renewed',
    actor: actorOf(principal),
    detail: { until, renewals: after.renewals?.length, documents: papers },
    parts: [
      replaced(PRESERVATION(), after, part),
      replaced(CLOCK('preservation'), deps.clocks.start('preservation', { from: at, until })),
    ],
    result: answerOf(record.id, after),
  };
}

/** The demand that asks for what is kept: of the same authority, and no request to keep. */
async function productionOf(
  id: string,
  { authorityId, id: own }: DemandRecord,
  { store, rulebook }: PreservationDeps,
): Promise<DemandRecord> {
  if (!isDemandId(id)) throw notFound();
  const production = await store.read(id);
  if (!production) throw notFound();
  if (production.authorityId !== authorityId) throw notTheirs();
  const mode = rulebook.instruments[production.demand.instrument]?.mode;
  if (id === own || mode !== 'disclose') throw problem('not_a_production');
  return production;
}

async function linked(
  production: DemandRecord,
  { record, part, at, principal }: InForce,
  deps: PreservationDeps,
): Promise<Changed> {
  const { linkedTo = [] } = part;
  if (linkedTo.some(({ demand }) => demand === production.id))
    return { unchanged: answerOf(record.id, part) };
  if (linkedTo.length >= MAX_LINKS) throw problem('too_many_links');
  const { keeping } = deps.rulebook.instruments[record.demand.instrument] ?? {};
  // One that has ended holds nothing, and the end is watched as it was.
  const isOpen = production.status !== 'closed' && production.withdrawnAt === undefined;
  const holds = isOpen && keeping?.whileProduced !== undefined;
  const link = {
    demand: production.id,
    by: principal.subject,
    at,
    ...(holds ? { holds: true as const } : {}),
  };
  const after = { ...part, linkedTo: [...linkedTo, link] };
  return {
    set: withSession(record, principal),
    action: 'preservation.linked',
    actor: actorOf(principal),
    detail: { production: production.id, holds },
    parts: [
      replaced(PRESERVATION(), after, part),
      // It ends when the production does, and nobody has to renew it.
      ...(holds ? await stoppedClock(record.id, 'preservation', at, deps.store) : []),
    ],
    result: answerOf(record.id, after),
  };
}

async function ended(
  end: End,
  { record, part, at, principal }: InForce,
  { store, rulebook }: PreservationDeps,
): Promise<Changed> {
  requirePresent(record, end);
  const because = becauseOf('end-keeping', end, record, rulebook);
  if (!because) throw problem('reason_missing', { reasons: '' });
  const { reason, text } = because;
  const ended = { by: principal.subject, at, reason, ...(text === undefined ? {} : { text }) };
  const { after, parts } = await lifted(record, part, ended, store);
  return {
    set: withSession(record, principal),
    action: 'preservation.lifted',
    actor: actorOf(principal),
    detail: { on: matterOf(record), reason, ...(part.until ? { until: part.until } : {}) },
    parts,
    result: answerOf(record.id, after),
  };
}

const answerOf = (
  id: string,
  { state, until, renewals = [], linkedTo = [] }: PreservationPart,
): PreservationChanged => ({
  id,
  state,
  ...(until ? { until } : {}),
  renewals: renewals.length,
  linkedTo: linkedTo.map(({ demand }) => demand),
});
