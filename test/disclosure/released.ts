import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import type { Facts } from '../../functions/ledger/facts.schema.ts';
import type { Desk } from '../retrieval/approved-demand.ts';

/** Lets a sealed package leave, as people and the workflow would. */
export async function released({ ledger }: Desk, demandId: string, facts: Facts): Promise<void> {
  const none = { set: {}, detail: {}, result: undefined };
  for (const [action, actor] of [
    ['release.requested', SERVICE],
    ['release.decided', { kind: 'releaser', subject: 'rolf' }],
  ] as const)
    await changeDemand(ledger, demandId, () => ({ ...none, action, actor }));
  await changeDemand(ledger, demandId, () => ({
    ...{ ...none, set: { facts }, action: 'disclosure.available' as const, actor: SERVICE },
  }));
}
