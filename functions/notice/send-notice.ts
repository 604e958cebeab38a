import { type Change, changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created, replaced } from '../ledger/part.ts';
import { isOut, LETTER, type LetterPart } from '../ledger/parts/letter.part.ts';
import { NOTICE, NOTICE_DUE, type NoticePart } from '../ledger/parts/notice.part.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import { secrecyNow } from '../validity/decide/secrecy-now.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { endOfClock } from '../validity/law/calendar.ts';
import { LETTERS_AT_ONCE } from './letters.route.ts';
import { newLetters } from './letters-of.ts';
import { planOf } from './plan-of.ts';
import { readSecrecy, type SecrecyKnown } from './secrecy-known.ts';

export type SendNoticeDeps = LedgerDeps & { times: SecrecyTimes; rulebook: Rulebook };
/** `escalated`: done, and people must know that nobody confirms the letters. */
export type NoticeSent = 'done' | 'not-due' | 'escalated';
type Step = NoticeSent | 'more';

/**
 * Writes the letters by which the customer is to be told now, and has them sent again as long as the mailer has not confirmed
 * them: as many in each change as one takes. What is cut off in between is due still, and goes on from what is written. Reads
 * the plan and all orders again inside each change: one that was sent, put off or stopped since the index named it is left
 * alone, and whatever the plan says, nobody is told while an order lives.
 */
export async function sendNotice(demandId: string, deps: SendNoticeDeps): Promise<NoticeSent> {
  for (let isFirst = true; ; isFirst = false) {
    const did = await sendSome(demandId, deps);
    if (did === 'not-due' && !isFirst) return 'done';
    if (did !== 'more') return did;
  }
}

function sendSome(demandId: string, deps: SendNoticeDeps): Promise<Step> {
  return changeDemand<Step>(deps, demandId, async (record, at) => {
    const known = await readSecrecy(record, deps);
    const { plan, paper, orders, letters } = known;
    if (plan?.state !== 'planned' || plan.dueAt === undefined || Date.parse(plan.dueAt) > Date.parse(at))
      return { unchanged: 'not-due' };
    // What the mailer took went out under the orders of then. What only waits is held.
    if (secrecyNow(paper, orders, at).silent && !letters.some(isOut)) return { unchanged: 'not-due' };
    return plan.queuedAt === undefined
      ? queued(record, { ...known, plan }, at, deps)
      : queuedAgain(record, { ...known, plan }, at, deps);
  });
}

type Planned = SecrecyKnown & { plan: NoticePart };

async function queued(
  record: DemandRecord,
  { plan, orders, letters: before }: Planned,
  at: string,
  deps: SendNoticeDeps,
): Promise<Change<Step>> {
  const from = plan.written ?? 0;
  const { letters, inAll } = await newLetters(record, orders, at, { ...deps, from });
  const notice = onceWritten(plan, { written: from + letters.length, inAll }, at, deps);
  return {
    set: { facts: { ...record.facts, notice: notice.state } },
    action: 'notice.queued',
    actor: SERVICE,
    detail: {
      regime: plan.regime,
      letters: letters.length,
      state: notice.state,
      ...(notice.dueAt ? { dueAt: notice.dueAt } : {}),
    },
    parts: [
      replaced(NOTICE(), notice, plan),
      ...letters.flatMap((letter) => {
        const old = before.find((one) => one.letter === letter.letter);
        if (!old) return [created(LETTER(letter.letter), letter)];
        // Of before an order that has ended since. What was sent then stays; the others are written anew.
        const { state, taken, failed } = old;
        return state === 'sent' ? [] : [replaced(LETTER(letter.letter), { ...letter, taken, failed }, old)];
      }),
    ],
    result: notice.queuedAt === undefined ? 'more' : 'done',
  };
}

/** The plan when so many of its letters are written. They wait for the mailer when all are. */
function onceWritten(
  plan: NoticePart,
  { written, inAll }: { written: number; inAll: number },
  at: string,
  deps: SendNoticeDeps,
): NoticePart {
  if (written < inAll) return { ...plan, written };
  const { dueKind: _kind, dueAt: _at, written: _written, ...kept } = plan;
  const next = { ...kept, queuedAt: at };
  return inAll === 0 ? { ...next, state: 'none' } : { ...next, again: 0, ...dueAgain(0, at, deps) };
}

/**
 * Letters that nobody confirmed are told of again; what was taken and not confirmed in its time is to be taken once more. Where
 * an order lives by then and nothing is out any more, all of it is planned anew.
 */
function queuedAgain(record: DemandRecord, known: Planned, at: string, deps: SendNoticeDeps): Change<Step> {
  const { plan, paper, orders, letters } = known;
  const again = (plan.again ?? 0) + 1;
  const overdue = letters.filter((letter) => isOut(letter) && isOverdue(letter, at, deps));
  const returned = overdue.slice(0, LETTERS_AT_ONCE);
  const after = letters.map((letter) =>
    returned.includes(letter) ? { ...letter, state: 'queued' as const } : letter,
  );
  const isHeld = secrecyNow(paper, orders, at).silent && !after.some(isOut);
  const isMore = overdue.length > returned.length;
  const isEscalated = !isHeld && !isMore && again >= deps.rulebook.general.letters.again.length;
  const next: NoticePart = isMore ? plan : { ...plan, again, ...dueAgain(again, at, deps) };
  const { facts, parts, notice } = isHeld
    ? planOf(record, { ...known, letters: after }, { at, times: deps.times })
    : { facts: record.facts, parts: [replaced(NOTICE(), next, plan)], notice: next };
  return {
    set: isHeld ? { facts } : {},
    action: 'notice.overdue',
    actor: SERVICE,
    detail: {
      unconfirmed: letters.filter(({ state }) => state !== 'sent').length,
      again,
      state: (notice ?? plan).state,
      ...(notice?.dueAt ? { dueAt: notice.dueAt } : {}),
      ...(isEscalated ? { escalated: true } : {}),
    },
    parts: [
      ...parts,
      ...returned.map((letter) => replaced(LETTER(letter.letter), { ...letter, state: 'queued' }, letter)),
    ],
    result: isMore ? 'more' : isEscalated ? 'escalated' : 'done',
  };
}

/** Whether the mailer has had a letter for as long as it may take to say what became of it. */
function isOverdue({ takenAt }: LetterPart, at: string, deps: SendNoticeDeps): boolean {
  return takenAt === undefined || Date.parse(dueAgain(0, takenAt, deps).dueAt) <= Date.parse(at);
}

/** When it is sent again: after the last of the times again and again. */
function dueAgain(again: number, at: string, { rulebook: { general, clocks } }: SendNoticeDeps) {
  const times = general.letters.again;
  const clock = clocks[times[Math.min(again, times.length - 1)]?.clock ?? ''];
  if (!clock) throw new RangeError('no clock of letters');
  const end = new Date(Date.parse(endOfClock(clock, at)));
  return { dueKind: NOTICE_DUE, dueAt: end.toISOString() } as const;
}
