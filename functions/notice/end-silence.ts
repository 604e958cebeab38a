import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { replaced } from '../ledger/part.ts';
import { SECRECY } from '../ledger/parts/secrecy.part.ts';
import { endsOfSilences } from '../validity/decide/secrecy-now.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { planOf } from './plan-of.ts';
import { readSecrecy } from './secrecy-known.ts';
import { type SilenceClockDeps, silenceClocks } from './silence-clocks.ts';

/**
 * Tells the ledger which silences have ended, and that endless silence is to be looked at again. An order that came since the
 * index named the demand is read here: what was renewed in time has not ended.
 */
export async function endSilence(
  demandId: string,
  deps: LedgerDeps & SilenceClockDeps & { times: SecrecyTimes },
): Promise<'done' | 'not-due'> {
  return changeDemand<'done' | 'not-due'>(deps, demandId, async (record, at) => {
    const known = await readSecrecy(record, deps);
    const { paper, orders, silence } = known;
    if (silence?.dueAt === undefined || Date.parse(silence.dueAt) > Date.parse(at))
      return { unchanged: 'not-due' };
    const told = (order: number) =>
      order === 0
        ? silence.paperEndedAt !== undefined
        : orders.some((one) => one.order === order && one.endedAt !== undefined);
    const ended = endsOfSilences(paper, orders)
      .filter((end) => Date.parse(end.at) <= Date.parse(at) && !told(end.order))
      .map(({ order }) => order);
    const ending = orders.filter(({ order }) => ended.includes(order));
    const { reviewAt: asked, ...kept } = silence;
    const isReview = ended.length === 0 && asked !== undefined && Date.parse(asked) <= Date.parse(at);
    const after = {
      ...known,
      orders: orders.map((one) => (ended.includes(one.order) ? { ...one, endedAt: at } : one)),
      silence: {
        ...kept,
        ...(asked && !isReview ? { reviewAt: asked } : {}),
        ...(ended.includes(0) ? { paperEndedAt: at } : {}),
      },
    };
    const { facts, parts, notice, reviewAt } = planOf(record, after, { at, times: deps.times });
    // Of a silence that nobody watched, the look that is due now is watched, and not the one after it.
    const look = reviewAt && isReview ? asked : reviewAt;
    const watched = await silenceClocks(record, { orders: after.orders, reviewAt: look }, at, deps);
    return {
      set: { facts, ...watched.set },
      action: isReview ? 'secrecy.review-due' : 'secrecy.expired',
      actor: SERVICE,
      detail: {
        ...(isReview ? { since: silence.since } : { orders: ended }),
        ...(ending.some(({ state }) => state === 'pending')
          ? { unexamined: ending.filter(({ state }) => state === 'pending').map(({ order }) => order) }
          : {}),
        ...(notice ? { state: notice.state, ...(notice.dueAt ? { dueAt: notice.dueAt } : {}) } : {}),
      },
      parts: [
        ...ending.map((one) => replaced(SECRECY(one.order), { ...one, endedAt: at }, one)),
        ...parts,
        ...watched.parts,
      ],
      result: 'done',
    };
  });
}
