import type { DocumentStore } from '../intake/document.store.ts';
import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { matterOf } from '../ledger/matter.ts';
import { created, type PartWrite } from '../ledger/part.ts';
import { OBJECTION, type ObjectionPart } from '../ledger/parts/objection.part.ts';
import { requireApart } from '../ledger/require-apart.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { stoppedClock } from '../ledger/running-clocks.ts';
import { placeOf } from '../ledger/transitions.ts';
import { utcDay } from '../shared/calendar.ts';
import { fault } from '../shared/field-faults.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem, problemOfFaults } from '../shared/problem.ts';
import type { DeskClocks } from '../validity/decide/desk-clocks.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import { endOfClock, isAfter } from '../validity/law/calendar.ts';
import type { ObjectionKind } from '../validity/pages/objections.schema.ts';
import { answerClock } from './answer-clock.ts';
import { vouchedBy } from './clarify.ts';
import type { Objected } from './objected.schema.ts';
import { draftOf } from './objection-draft.ts';
import type { ObjectionRequest } from './objections.route.ts';
import { papersOfMail } from './papers-of-mail.ts';
import { requirePresent } from './require-present.ts';

export type ObjectionDeps = LedgerDeps & { rulebook: Rulebook; clocks: DeskClocks; documents: DocumentStore };

const MAX_OBJECTIONS = 20;
const SKEW_MS = 14 * 3_600_000;

/**
 * Records what was brought against a demand before a court or an authority, with its papers. While it is open, what it is about
 * is kept and not produced: neither approved, nor released, nor handed over. Who filed sees it: they are told by the court.
 */
export async function recordObjection(
  demandId: string,
  request: ObjectionRequest,
  principal: Principal<'reviewer' | 'cleared-reviewer'>,
  deps: ObjectionDeps,
): Promise<Objected> {
  const found = await deps.store.read(demandId);
  if (!found) throw notFound();
  const pins = await papersOfMail(request.documents, found.authorityId, deps.documents);
  return changeDemand<Objected>(deps, demandId, async (record, at) => {
    requireOutsider(record, principal);
    await requireApart('object', record, principal, deps);
    requirePresent(record, request);
    const kind = kindOf(request, record, deps.rulebook);
    requireHoldable(kind, record);
    requirePart(request, record, deps.rulebook);
    requireNotAhead('/brought', request.brought, at);
    const lateAfter = endOfTime(kind, request, record, deps.rulebook);
    const before = record.objections ?? [];
    if (before.length >= MAX_OBJECTIONS) throw problem('too_many_objections', { max: MAX_OBJECTIONS });
    const objection = before.length + 1;
    const part = (({ items, targets }) => ({ ...(items ? { items } : {}), ...(targets ? { targets } : {}) }))(
      request,
    );
    const standing = { objection, holds: kind.holds, state: 'open' as const, ...part };
    const clock = kind.answer === undefined ? undefined : deps.rulebook.clocks[kind.answer];
    const answerBy = clock && endOfClock(clock, request.brought);
    const draft = draftOf(kind, request, record);
    const kept: ObjectionPart = {
      ...standing,
      kind: kind.id,
      grounds: request.grounds,
      before: request.before,
      brought: request.brought,
      ...(request.extendedTo ? { extendedTo: request.extendedTo } : {}),
      ...(lateAfter ? { lateAfter } : {}),
      ...(answerBy ? { answerBy } : {}),
      documents: request.documents,
      ...(pins.length > 0 ? { pins } : {}),
      ...(draft ? { draft } : {}),
      by: principal.subject,
      at,
    };
    return {
      set: {
        objections: [...before, standing],
        facts: { ...record.facts, challenged: true },
        ...vouchedBy(record, principal),
      },
      action: 'objection.brought',
      actor: actorOf(principal),
      detail: {
        objection,
        on: matterOf(record),
        kind: kind.id,
        grounds: request.grounds,
        holds: kind.holds,
        ...part,
        ...(lateAfter ? { lateAfter } : {}),
        ...(answerBy ? { answerBy } : {}),
        documents: request.documents.map(({ sha256 }) => sha256),
      },
      parts: [
        created(OBJECTION(objection), kept),
        ...(await clocksOf(kind, request, { demandId, at, answerBy: kept.answerBy }, deps)),
      ],
      result: {
        id: demandId,
        objection,
        state: 'open' as const,
        ...(lateAfter ? { lateAfter } : {}),
        ...(answerBy ? { answerBy } : {}),
        ...(draft ? { draft } : {}),
      },
    };
  });
}

/** The time to object is used; the time to answer begins. */
async function clocksOf(
  { grounds }: ObjectionKind,
  asked: ObjectionRequest,
  { demandId, at, answerBy }: { demandId: string; at: string; answerBy: string | undefined },
  deps: ObjectionDeps,
): Promise<PartWrite[]> {
  const used = grounds.flatMap(({ id, within }) =>
    within && asked.grounds.includes(id) ? [within.clock] : [],
  );
  const stopped = await Promise.all(
    [...new Set(used)].map((clock) => stoppedClock(demandId, clock, at, deps.store)),
  );
  if (answerBy === undefined) return stopped.flat();
  const others = await deps.store.parts(demandId, OBJECTION(''));
  return [
    ...stopped.flat(),
    ...(await answerClock(demandId, [...others, { state: 'open', answerBy }], at, deps)),
  ];
}

function kindOf({ kind, grounds }: ObjectionRequest, { demand }: DemandRecord, { general }: Rulebook) {
  const found = general.objections.kinds.find(
    ({ id, instruments }) => id === kind && instruments.includes(demand.instrument),
  );
  if (!found) throw problem('no_such_objection_kind');
  if (!grounds.every((ground) => found.grounds.some(({ id }) => id === ground)))
    throw problem('no_such_ground');
  return found;
}

/** What is gone, or ended without a disclosure, can no longer be held; silence can be reviewed whenever it is. */
function requireHoldable({ holds }: ObjectionKind, record: DemandRecord): void {
  const place = placeOf(record);
  const isOver = place === 'released' || place === 'closed' || record.withdrawnAt !== undefined;
  if (holds === 'production' && isOver) throw problem('nothing_to_hold');
}

/** What somebody means a part of the demand by is one. */
export function requirePart(
  { items, targets }: Pick<ObjectionRequest, 'items' | 'targets'>,
  { demand }: DemandRecord,
  { dictionary }: Rulebook,
): void {
  const isKnown = items?.every((item) => dictionary.known(item)) ?? true;
  const isNamed = targets?.every((target) => target < demand.targets.length) ?? true;
  if (!isKnown || !isNamed) throw problem('widens.objection');
}

/** A bare date begins earlier in the east. */
export function requireNotAhead(field: string, moment: string, at: string): void {
  if (Date.parse(moment) > Date.parse(at) + SKEW_MS)
    throw problemOfFaults('date_in_future', [fault(field, 'date_in_future')]);
}

/**
 * The day by which it had to be brought, where it came after; whether that is too late is for whom it was brought before. Of
 * several grounds one in time is enough. The time runs from the filing, or from a later day on which the paper says that it was
 * served: what an agent says of an earlier one takes nobody's right away.
 */
function endOfTime(
  kind: ObjectionKind,
  { grounds, brought, extendedTo }: ObjectionRequest,
  { demand, filedAt }: DemandRecord,
  { clocks }: Rulebook,
): string | undefined {
  const claimed = demand.dates?.served ?? demand.dates?.received;
  const service = claimed !== undefined && isAfter(claimed, utcDay(filedAt)) ? claimed : filedAt;
  const ends = kind.grounds
    .filter(({ id }) => grounds.includes(id))
    .map(({ within }) => {
      const clock = within && clocks[within.clock];
      return clock && endOfClock(clock, service);
    });
  const isInTime = [...ends, ...(extendedTo ? [extendedTo] : [])].some(
    (end) => end === undefined || !isAfter(brought, end),
  );
  return isInTime ? undefined : ends[0];
}
