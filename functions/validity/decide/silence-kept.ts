import { endOf } from '../../shared/calendar.ts';
import type { Notice } from '../../shared/determination.schema.ts';
import { isSilent, replacementOf, type StandingOrder, silenceOf } from './secrecy-now.ts';

/** What a round of the checks found in the paper; of an earlier round, until the next one found otherwise. */
export type PaperRound = { notice: Notice; decidedAt?: string };

type KeptOrder = StandingOrder & {
  issued?: string | undefined;
  until?: string | undefined;
  decided?: { at: string } | undefined;
};

/** Why a customer was not told before. */
export type SilenceKept = {
  /** A duty bound us; without `until` it has no end yet. */
  bound?: { until?: string };
  /** Longer than any bound us, we heeded what was never shown to bind. */
  isUnproven: boolean;
};

/**
 * What truly silenced us, as the customer may be told of it: a duty by the paper's own law, or an order that a reviewer accepted,
 * no longer than until it was shortened or lifted. What was refused, what nobody examined, and a claim that lacks its proof we
 * heeded too, and it bound nobody.
 */
export function silenceKept(rounds: readonly PaperRound[], orders: readonly KeptOrder[]): SilenceKept {
  const bound = [
    ...rounds.flatMap(({ notice }, index) => {
      const next = rounds[index + 1]?.decidedAt;
      return isBinding(notice) ? endFrom(0, earlier(notice.until, next), orders) : [];
    }),
    ...orders.flatMap((order) =>
      isBindingOrder(order) ? endFrom(order.order, order.duty?.until, orders) : [],
    ),
  ];
  const heeded = [
    ...rounds.flatMap(({ notice }, index) => {
      const next = rounds[index + 1]?.decidedAt;
      return notice.regime === 'hold' ? endFrom(0, earlier(notice.until, next), orders) : [];
    }),
    ...orders.flatMap(heededEnd),
  ];
  const last = latest(bound);
  const isUnproven = heeded.some(({ until }) => last === undefined || isAfter(until, last.until));
  return { ...(last ? { bound: last } : {}), isUnproven };
}

type End = { until?: string };

/** A claim that lacks its proof silences, and binds nobody. */
const isBinding = (notice: Notice): boolean => isSilent(notice) && notice.regime !== 'hold';

const isBindingOrder = ({ kind, state, duty }: KeptOrder): boolean =>
  (kind === 'ordered' || kind === 'renewed') && state === 'accepted' && duty !== undefined && isBinding(duty);

/** When what began as an order's silence was over, through all that shortened or lifted it; of one that was renewed the renewal says. */
function endFrom(order: number, until: string | undefined, orders: readonly KeptOrder[]): End[] {
  const by = replacementOf(order, orders);
  if (by?.kind === 'renewed') return [];
  if (by?.kind === 'lifted') return [endAt(earlier(until, by.issued ?? by.decided?.at))];
  if (by?.kind === 'shortened') return endFrom(by.order, earlier(until, by.until), orders);
  return [endAt(until)];
}

/** Until when an order was heeded that nobody accepted. */
function heededEnd(order: KeptOrder): End[] {
  if (order.state === 'accepted') return [];
  const silence = silenceOf({ ...order, state: 'pending' });
  return silence ? [endAt(earlier(silence.until, order.decided?.at))] : [];
}

const endAt = (until: string | undefined): End => (until === undefined ? {} : { until });

/** None is later than any. */
const isAfter = (end: string | undefined, than: string | undefined): boolean =>
  than !== undefined && (end === undefined || endOf(end) > endOf(than));

const earlier = (one: string | undefined, other: string | undefined): string | undefined =>
  isAfter(one, other) ? other : one;

const latest = (ends: readonly End[]): End | undefined =>
  ends.reduce<End | undefined>(
    (last, end) => (last === undefined || isAfter(end.until, last.until) ? end : last),
    undefined,
  );
