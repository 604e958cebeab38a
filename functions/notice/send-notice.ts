import { type Change, changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created, replaced } from '../ledger/part.ts';
import { LETTER } from '../ledger/parts/letter.part.ts';
import { NOTICE, NOTICE_DUE, type NoticePart } from '../ledger/parts/notice.part.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import { secrecyNow } from '../validity/decide/secrecy-now.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { endOfClock } from '../validity/law/calendar.ts';
import { lettersOf, newLetters } from './letters-of.ts';
import { readSecrecy } from './secrecy-known.ts';

export type SendNoticeDeps = LedgerDeps & { times: SecrecyTimes; rulebook: Rulebook };
/** `escalated`: done, and people must know that nobody confirms the letters. */
export type NoticeSent = 'done' | 'not-due' | 'escalated';

/**
 * Writes the letters by which the customer is to be told now, and has them sent again as long as the mailer has not confirmed
 * them. Reads the plan and all orders again inside the change: one that was sent, put off or stopped since the index named it
 * is left alone, and whatever the plan says, nobody is told while an order lives.
 */
export async function sendNotice(demandId: string, deps: SendNoticeDeps): Promise<NoticeSent> {
  return changeDemand<NoticeSent>(deps, demandId, async (record, at) => {
    const { plan, paper, orders } = await readSecrecy(record, deps);
    if (plan?.state !== 'planned' || plan.dueAt === undefined || Date.parse(plan.dueAt) > Date.parse(at))
      return { unchanged: 'not-due' };
    // What the mailer took went out under the orders of then.
    if (plan.takenAt === undefined && secrecyNow(paper, orders, at).silent) return { unchanged: 'not-due' };
    return plan.queuedAt === undefined
      ? queued(record, { ...plan, queuedAt: at }, plan, deps)
      : queuedAgain(record, plan, at, deps);
  });
}

async function queued(
  record: DemandRecord,
  next: NoticePart & { queuedAt: string },
  plan: NoticePart,
  deps: SendNoticeDeps,
): Promise<Change<NoticeSent>> {
  const at = next.queuedAt;
  // Letters of before an order that has ended since are written anew.
  const before = new Map((await lettersOf(record.id, deps.store)).map((one) => [one.letter, one]));
  const letters = await newLetters(record, plan, at, deps);
  const { dueKind: _kind, dueAt: _at, ...kept } = next;
  const notice: NoticePart =
    letters.length === 0 ? { ...kept, state: 'none' } : { ...kept, again: 0, ...dueAgain(0, at, deps) };
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
      ...letters.map((letter) =>
        before.has(letter.letter)
          ? replaced(LETTER(letter.letter), letter, before.get(letter.letter))
          : created(LETTER(letter.letter), letter),
      ),
    ],
    result: 'done',
  };
}

/** Letters that nobody confirmed are told of again; what was taken and not confirmed is to be taken once more. */
async function queuedAgain(
  record: DemandRecord,
  plan: NoticePart,
  at: string,
  deps: SendNoticeDeps,
): Promise<Change<NoticeSent>> {
  const open = (await lettersOf(record.id, deps.store)).filter(({ state }) => state !== 'sent');
  const again = (plan.again ?? 0) + 1;
  const isEscalated = again >= deps.rulebook.general.letters.again.length;
  const notice: NoticePart = { ...plan, again, ...dueAgain(again, at, deps) };
  return {
    set: {},
    action: 'notice.overdue',
    actor: SERVICE,
    detail: {
      unconfirmed: open.length,
      again,
      state: notice.state,
      dueAt: notice.dueAt,
      ...(isEscalated ? { escalated: true } : {}),
    },
    parts: [
      replaced(NOTICE(), notice, plan),
      ...open
        .filter(({ state }) => state === 'taken')
        .map((letter) => replaced(LETTER(letter.letter), { ...letter, state: 'queued' }, letter)),
    ],
    result: isEscalated ? 'escalated' : 'done',
  };
}

/** When it is sent again: after the last of the times again and again. */
function dueAgain(again: number, at: string, { rulebook: { general, clocks } }: SendNoticeDeps) {
  const times = general.letters.again;
  const clock = clocks[times[Math.min(again, times.length - 1)]?.clock ?? ''];
  if (!clock) throw new RangeError('no clock of letters');
  const end = new Date(Date.parse(endOfClock(clock, at)));
  return { dueKind: NOTICE_DUE, dueAt: end.toISOString() } as const;
}
