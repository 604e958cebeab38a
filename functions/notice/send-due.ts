import type { LedgerDeps } from '../ledger/change-demand.ts';
import type { DueStore } from '../ledger/demand.store.ts';
import { FROZEN_DUE } from '../ledger/parts/frozen-end.part.ts';
import { NOTICE_DUE } from '../ledger/parts/notice.part.ts';
import { PRESERVATION_DUE } from '../ledger/parts/preservation.part.ts';
import { SILENCE_DUE } from '../ledger/parts/silence.part.ts';
import { deleteFrozen, type FrozenStore } from '../preservation/delete-frozen.ts';
import { endPreservation } from '../preservation/end-preservation.ts';
import { TransientFault } from '../shared/faults.ts';
import { logError, logInfo } from '../shared/logger.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { endSilence } from './end-silence.ts';
import { sendNotice } from './send-notice.ts';

export type SendDueDeps = LedgerDeps & {
  dues: Pick<DueStore, 'due'>;
  frozen: FrozenStore;
  times: SecrecyTimes;
  rulebook: Rulebook;
};
export type Sent = {
  silences: number;
  notices: number;
  preservations: number;
  deletions: number;
  failed: number;
};

/** Most items of one kind that one run takes; the next run takes the rest. */
const LIMIT = 500;

/**
 * Does what has become due: tells the ledger which silences are over, tells customers whose secrecy is over, ends preservations whose time is over, deletes what was
 * frozen and is needed no more. A run that comes days late does all of it, each once.
 * @throws TransientFault at the end when an item failed, so that the alarm sees it; the others were done
 */
export async function sendDue(deps: SendDueDeps): Promise<Sent> {
  // First, so that the ledger says that a silence is over before it says that the customer was told.
  const silences = await doDue(SILENCE_DUE, endSilence, deps);
  const notices = await doDue(NOTICE_DUE, sendNotice, deps);
  const preservations = await doDue(PRESERVATION_DUE, endPreservation, deps);
  const frozen = await doDue(FROZEN_DUE, deleteFrozen, deps);
  const sent = {
    silences: silences.done,
    notices: notices.done,
    preservations: preservations.done,
    deletions: frozen.done,
    failed: silences.failed + notices.failed + preservations.failed + frozen.failed,
  };
  logInfo('SWEPT', sent);
  if (sent.failed > 0) throw new TransientFault('due items were left for the next run');
  if (notices.escalated > 0) throw new TransientFault('letters to customers are not confirmed by the mailer');
  return sent;
}

async function doDue(
  kind: string,
  act: (demandId: string, deps: SendDueDeps) => Promise<'done' | 'not-due' | 'escalated'>,
  deps: SendDueDeps,
): Promise<{ done: number; failed: number; escalated: number }> {
  const tally = { done: 0, failed: 0, escalated: 0 };
  for (const { demandId } of await deps.dues.due(kind, deps.clock().toISOString(), LIMIT)) {
    try {
      const did = await act(demandId, deps);
      if (did !== 'not-due') tally.done += 1;
      if (did !== 'escalated') continue;
      tally.escalated += 1;
      logInfo('LETTERS_UNCONFIRMED', { demandId });
    } catch (error) {
      tally.failed += 1;
      logError('DUE_ITEM_FAILED', error, { demandId });
    }
  }
  return tally;
}
