import type { LedgerDeps } from '../ledger/change-demand.ts';
import { FROZEN_DUE, FROZEN_END } from '../ledger/parts/frozen-end.part.ts';
import { NOTICE_DUE } from '../ledger/parts/notice.part.ts';
import { PRESERVATION_DUE } from '../ledger/parts/preservation.part.ts';
import { SILENCE_DUE } from '../ledger/parts/silence.part.ts';
import { deleteCopies } from '../preservation/delete-copies.ts';
import { deleteFrozen } from '../preservation/delete-frozen.ts';
import type { FrozenStore } from '../preservation/empty-in-order.ts';
import { endPreservation } from '../preservation/end-preservation.ts';
import { TransientFault } from '../shared/faults.ts';
import { logInfo } from '../shared/logger.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { type DoDueDeps, type Done, doDue, type Job, requireNoneFailed } from '../workflow/do-due.ts';
import { endSilence } from './end-silence.ts';
import { sendNotice } from './send-notice.ts';
import type { SilenceClockDeps } from './silence-clocks.ts';

export type SendDueDeps = LedgerDeps &
  SilenceClockDeps &
  DoDueDeps & { frozen: FrozenStore; times: SecrecyTimes; rulebook: Rulebook };
type Name = 'silences' | 'notices' | 'preservations' | 'deletions';
export type Sent = Done<Name>;

/**
 * Does what has become due: tells the ledger which silences are over, tells customers whose secrecy is over, ends preservations
 * whose time is over, deletes what was frozen and is needed no more. A run that comes days late does all of it, each once.
 * @throws TransientFault at the end when an item failed, so that the alarm sees it; the others were done
 */
export async function sendDue(deps: SendDueDeps): Promise<Sent> {
  const job = (
    kind: string,
    as: Name,
    act: (demandId: string, deps: SendDueDeps, key: string) => Promise<'done' | 'not-due' | 'escalated'>,
  ): Job<Name> => ({
    kind,
    as,
    act: async ({ demandId, key }) => {
      const did = await act(demandId, deps, key);
      if (did === 'escalated') {
        escalated += 1;
        logInfo('LETTERS_UNCONFIRMED', { demandId });
      }
      return did !== 'not-due';
    },
  });
  let escalated = 0;
  const sent = await doDue(
    [
      // First, so that the ledger says that a silence is over before it says that the customer was told.
      job(SILENCE_DUE, 'silences', endSilence),
      job(NOTICE_DUE, 'notices', sendNotice),
      job(PRESERVATION_DUE, 'preservations', endPreservation),
      job(FROZEN_DUE, 'deletions', deleteUnneeded),
    ],
    deps,
  );
  logInfo('SWEPT', sent);
  requireNoneFailed(sent);
  if (escalated > 0) throw new TransientFault('letters to customers are not confirmed by the mailer');
  return sent;
}

/** What was frozen of a demand and is needed no more: all of it, or what it had copied of a preservation. */
const deleteUnneeded = (demandId: string, deps: SendDueDeps, key: string): Promise<'done' | 'not-due'> =>
  key === FROZEN_END().key ? deleteFrozen(demandId, deps) : deleteCopies(demandId, key, deps);
