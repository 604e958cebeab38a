import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand } from '../ledger/change-demand.ts';
import { logError } from '../shared/logger.ts';
import type { Principal } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';
import { availablePackage, type HandOverDeps, ownDemand } from './available-package.ts';
import type { ConfirmedReceipt, ReceiptRequest } from './confirm-receipt.route.ts';

/** An agent received another package than was sealed. */
export class ReceiptDiffers extends Error {
  override readonly name = 'ReceiptDiffers';
}

/** What an agent says that it received, held against what was sealed. The same agent's word that it matches is told once. */
export async function confirmReceipt(
  demandId: string,
  { sha256 }: ReceiptRequest,
  principal: Principal<'agent'>,
  deps: HandOverDeps,
): Promise<ConfirmedReceipt> {
  const { record: seen } = await ownDemand(demandId, principal, deps);
  const confirmed = await changeDemand<ConfirmedReceipt>(deps, seen, async (record, at) => {
    const part = await availablePackage(record, principal, deps);
    const events = await deps.store.events(demandId);
    if (!events.some(({ action }) => action === 'disclosure.fetched')) throw problem('not_fetched');
    const matches = sha256 === part.sha256;
    const told = events.find(
      ({ action, actor, detail }) =>
        action === 'disclosure.received' && detail.matches === true && actor.subject === principal.subject,
    );
    if (matches && told) return { unchanged: { id: demandId, matches, receivedAt: told.at } };
    return {
      set: {},
      action: 'disclosure.received',
      actor: actorOf(principal),
      detail: { packageSha256: part.sha256, matches, ...(matches ? {} : { receivedSha256: sha256 }) },
      result: { id: demandId, matches, receivedAt: at },
    };
  });
  if (!confirmed.matches)
    logError('RECEIPT_DIFFERS', new ReceiptDiffers('another package than was sealed'), { demandId });
  return confirmed;
}
