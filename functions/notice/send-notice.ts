import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { replaced } from '../ledger/part.ts';
import { NOTICE } from '../ledger/parts/notice.part.ts';
import { secrecyNow } from '../validity/decide/secrecy-now.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { readSecrecy } from './secrecy-known.ts';

/**
 * Records that the customer is to be told now; the ledger event is what the provider's mailer takes up from the bus.
 * Reads the plan and all orders again inside the change: one that was sent, put off or stopped since the index named it is
 * left alone, and whatever the plan says, nobody is told while an order lives.
 */
export async function sendNotice(
  demandId: string,
  deps: LedgerDeps & { times: SecrecyTimes },
): Promise<'done' | 'not-due'> {
  return changeDemand<'done' | 'not-due'>(deps, demandId, async (record, at) => {
    const { plan: notice, paper, orders } = await readSecrecy(record, deps);
    if (
      notice?.state !== 'planned' ||
      notice.dueAt === undefined ||
      Date.parse(notice.dueAt) > Date.parse(at) ||
      secrecyNow(paper, orders, at).silent
    )
      return { unchanged: 'not-due' };
    const { dueKind: _kind, dueAt, ...kept } = notice;
    return {
      set: { facts: { ...record.facts, notice: 'sent' } },
      action: 'notice.sent',
      actor: SERVICE,
      detail: { regime: notice.regime, dueAt },
      parts: [replaced(NOTICE(), { ...kept, state: 'sent', sentAt: at }, notice)],
      result: 'done',
    };
  });
}
