import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { replaced } from '../ledger/part.ts';
import { NOTICE } from '../ledger/parts/notice.part.ts';

/**
 * Records that the customer is to be told now; the ledger event is what the provider's mailer takes up from the bus.
 * Reads the plan again inside the change: one that was sent, put off or stopped since the index named it is left alone.
 */
export async function sendNotice(demandId: string, deps: LedgerDeps): Promise<'done' | 'not-due'> {
  return changeDemand<'done' | 'not-due'>(deps, demandId, async (record, at) => {
    const notice = await deps.store.part(demandId, NOTICE());
    if (
      notice?.state !== 'planned' ||
      notice.dueAt === undefined ||
      Date.parse(notice.dueAt) > Date.parse(at)
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
