import type { LedgerDeps } from '../ledger/change-demand.ts';
import { FROZEN_DUE } from '../ledger/parts/frozen-end.part.ts';
import { NOTICE_DUE } from '../ledger/parts/notice.part.ts';
import { PRESERVATION_DUE } from '../ledger/parts/preservation.part.ts';
import { deleteFrozen, type FrozenStore } from '../preservation/delete-frozen.ts';
import { endPreservation } from '../preservation/end-preservation.ts';
import { logInfo } from '../shared/logger.ts';
import { type DoDueDeps, type Done, doDue, type Job, requireNoneFailed } from '../workflow/do-due.ts';
import { sendNotice } from './send-notice.ts';

export type SendDueDeps = LedgerDeps & DoDueDeps & { frozen: FrozenStore };
type Name = 'notices' | 'preservations' | 'deletions';
export type Sent = Done<Name>;

/**
 * Does what has become due: tells customers whose secrecy is over, ends preservations whose time is over, deletes what was
 * frozen and is needed no more. A run that comes days late does all of it, each once.
 * @throws TransientFault at the end when an item failed, so that the alarm sees it; the others were done
 */
export async function sendDue(deps: SendDueDeps): Promise<Sent> {
  const job = (
    kind: string,
    as: Name,
    act: (demandId: string, deps: SendDueDeps) => Promise<'done' | 'not-due'>,
  ): Job<Name> => ({ kind, as, act: async ({ demandId }) => (await act(demandId, deps)) === 'done' });
  const sent = await doDue(
    [
      job(NOTICE_DUE, 'notices', sendNotice),
      job(PRESERVATION_DUE, 'preservations', endPreservation),
      job(FROZEN_DUE, 'deletions', deleteFrozen),
    ],
    deps,
  );
  logInfo('SWEPT', sent);
  requireNoneFailed(sent);
  return sent;
}
