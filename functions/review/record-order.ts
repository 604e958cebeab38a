import { checkDocuments } from '../intake/check-documents.ts';
import type { DocumentStore } from '../intake/document.store.ts';
import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import { conclusionOfFacts, type DemandRecord, type DocumentPin } from '../ledger/demand-record.schema.ts';
import { created } from '../ledger/part.ts';
import { mayBeKnown } from '../ledger/parts/letter.part.ts';
import { SECRECY, type SecrecyPart } from '../ledger/parts/secrecy.part.ts';
import { WAITING } from '../ledger/parts/waiting.schema.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { withSession } from '../ledger/sessions.ts';
import { planOf } from '../notice/plan-of.ts';
import { readSecrecy } from '../notice/secrecy-known.ts';
import { type SilenceClockDeps, silenceClocks } from '../notice/silence-clocks.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { isSamePerson } from '../shared/person.ts';
import { isStaff, type Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { SecrecyOrder } from '../shared/secrecy-order.schema.ts';
import { judgeOrder, noticeOfPaper } from '../validity/decide/judge-order.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import { isSilent } from '../validity/decide/secrecy-now.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { ordersOfSamePaper, requireOwnPaper } from './papers-again.ts';
import { papersOfMail } from './papers-of-mail.ts';
import { requireApplicable } from './require-applicable.ts';
import type { SecrecyRecorded } from './secrecy.route.ts';
import { requireOwnDemand } from './withdraw.ts';

export type SecrecyDeps = LedgerDeps &
  SilenceClockDeps & { rulebook: Rulebook; times: SecrecyTimes; documents: DocumentStore };
export type Recorder = Principal<'agent' | 'reviewer' | 'cleared-reviewer'>;

/**
 * Of the authority, and of the desk: an office that keeps sending orders would keep reviewers from deciding on them, and does not
 * keep the desk from bringing one that lifts.
 */
const MAX_ORDERS = 50;

/**
 * Takes an order in, with its papers. Nobody's word alone changes a silence in the direction that cannot be undone: an order
 * that silences is heeded at once, one that frees when a reviewer who did not bring it accepts it. Sent again, it is the same
 * order. What who brought it is answered hangs on papers and people, and on no account.
 */
export async function recordOrder(
  demandId: string,
  order: SecrecyOrder,
  principal: Recorder,
  deps: SecrecyDeps,
): Promise<SecrecyRecorded> {
  const found = await standingDemand(demandId, principal, deps);
  const { authorityId } = found;
  const pins = await pinsOf(order.documents, { authorityId, field: '/order' }, principal, deps.documents);
  return changeDemand<SecrecyRecorded>(deps, demandId, async (record, at) => {
    if (isStaff(principal)) requireOutsider(record, principal);
    const known = await readSecrecy(record, deps);
    const same = known.orders.find((one) => isTheSame(one, order, principal));
    if (same) return { unchanged: answerOf(demandId, same) };
    if (isNobodyTold(record)) throw problem('nothing_told');
    const paper = noticeOfPaper(deps.rulebook, record, at);
    requireApplicable(order, { record, paper, orders: known.orders, at });
    requireOwnPaper(order, { record, orders: known.orders });
    const samePaperAs = ordersOfSamePaper(order, known.orders);
    const side = isStaff(principal) ? 'desk' : 'authority';
    if (known.orders.filter((one) => one.side === side).length >= MAX_ORDERS)
      throw problem('too_many_orders', { max: MAX_ORDERS });
    const { duty, notes = [] } = judgeOrder(deps.rulebook, record, order, at);
    const times = heeded(known.orders, side, at, deps.times);
    const part: SecrecyPart = {
      ...order,
      order: known.orders.length + 1,
      by: principal.subject,
      at,
      state: 'pending',
      side,
      ...times,
      dueKind: WAITING.order,
      dueAt: times.heededUntil,
      ...(pins.length > 0 ? { pins } : {}),
      ...(duty ? { duty } : {}),
      ...(notes.length > 0 ? { notes: [...notes] } : {}),
      ...(samePaperAs.length > 0 ? { samePaperAs } : {}),
      ...(known.plan?.state === 'sent' || known.letters.some(mayBeKnown) ? { isLate: true } : {}),
    };
    const orders = [...known.orders, part];
    const { facts, parts, notice, reviewAt } = planOf(
      record,
      { ...known, orders },
      { at, times: deps.times },
    );
    const watched = await silenceClocks(record, { orders, reviewAt }, at, deps);
    return {
      set: { facts, ...watched.set, ...withSession(record, principal) },
      action: 'secrecy.recorded',
      actor: actorOf(principal),
      detail: {
        order: known.orders.length + 1,
        kind: order.kind,
        ...('of' in order ? { of: order.of } : {}),
        ...('until' in order && order.until ? { until: order.until } : {}),
        ...(duty ? { regime: duty.regime } : {}),
        documents: order.documents.map(({ sha256 }) => sha256),
        ...(samePaperAs.length > 0 ? { samePaperAs } : {}),
        ...(part.isLate ? { isLate: true } : {}),
        ...(notice ? { state: notice.state, ...(notice.dueAt ? { dueAt: notice.dueAt } : {}) } : {}),
      },
      parts: [created(SECRECY(part.order), part), ...parts, ...watched.parts],
      result: answerOf(demandId, part),
    };
  });
}

/**
 * How long an order is heeded that nobody decides on. The time runs once for each side, from the first that is undecided, and
 * anew when one was accepted; a refusal ends it. Else an office that keeps sending orders would silence us without a reviewer.
 */
function heeded(
  orders: readonly SecrecyPart[],
  side: SecrecyPart['side'],
  at: string,
  times: SecrecyTimes,
): Pick<SecrecyPart, 'heededUntil' | 'isUnheeded'> {
  const silencing = orders.filter(
    (one) => (one.kind === 'ordered' || one.kind === 'renewed') && (one.side ?? side) === side,
  );
  const since = silencing.slice(silencing.findLastIndex(({ state }) => state === 'accepted') + 1);
  if (since.some(({ state }) => state === 'refused')) return { heededUntil: at, isUnheeded: true };
  return { heededUntil: since[0]?.heededUntil ?? times.heededUntil(at) };
}

export const answerOf = (id: string, { order, state, kind, duty }: SecrecyPart): SecrecyRecorded => ({
  id,
  order,
  state,
  ...(duty && (kind === 'ordered' || kind === 'renewed') ? { binds: isSilent(duty) } : {}),
});

/** The demand that an agent of its authority, or somebody of the desk, acts on. @throws Problem 404 */
export async function standingDemand(
  id: string,
  principal: Recorder,
  { store }: Pick<SecrecyDeps, 'store'>,
): Promise<DemandRecord> {
  const { role } = principal;
  if (role === 'agent') return requireOwnDemand(id, { ...principal, role }, store);
  const record = await store.read(id);
  if (!record) throw notFound();
  return record;
}

/** Papers that an agent brings were uploaded. One that came to the desk by mail is named by its hash, and may be no upload. */
export async function pinsOf(
  documents: SecrecyOrder['documents'],
  { authorityId, field }: { authorityId: string; field: `/${string}` },
  principal: Recorder,
  store: DocumentStore,
): Promise<DocumentPin[]> {
  if (!isStaff(principal)) return checkDocuments(documents, authorityId, store, field);
  return papersOfMail(documents, authorityId, store, field);
}

function isTheSame(part: SecrecyPart, order: SecrecyOrder, principal: Recorder): boolean {
  const said = Object.keys(order) as (keyof SecrecyPart)[];
  const stored = Object.fromEntries(said.map((name) => [name, part[name]]));
  return isSamePerson(part.by, principal.subject) && canonicalJson(stored) === canonicalJson(order);
}

/** It ended without a disclosure: its customer is told nothing that an order could keep back. */
const isNobodyTold = ({ status, facts, withdrawnAt }: DemandRecord) =>
  conclusionOfFacts(facts) !== 'disclosed' && (withdrawnAt !== undefined || status === 'closed');
