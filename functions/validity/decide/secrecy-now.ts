import { endInstant, endOf } from '../../shared/calendar.ts';
import type { Notice } from '../../shared/determination.schema.ts';
import type { SecrecyKind } from '../../shared/secrecy-order.schema.ts';

/** What of an order decides whether the customer may be told. */
export type StandingOrder = {
  order: number;
  kind: SecrecyKind;
  /** The order that it changes; 0 is the paper's own. */
  of?: number | undefined;
  /** Of one that nobody has decided on yet: the last instant for which it is heeded all the same. */
  state: 'pending' | 'accepted' | 'refused';
  heededUntil?: string | undefined;
  /** It came after one that was refused: undecided, it silences nobody. */
  isUnheeded?: true | undefined;
  /** What the law made of it when it came; of one that lifts another, what is left without that. */
  duty?: Notice | undefined;
};

/** What holds at an instant, and when that changes by itself. */
export type SecrecyNow = { notice: Notice; silent: boolean; next?: string };

const SILENT: readonly Notice['regime'][] = ['delay', 'prohibited', 'hold'];
export const isSilent = ({ regime }: Notice): boolean => SILENT.includes(regime);

const SILENCES: readonly SecrecyKind[] = ['ordered', 'renewed'];
const TAKES_THE_PLACE: readonly SecrecyKind[] = ['renewed', 'shortened', 'lifted'];

/**
 * What the paper and all that came after it say of telling the customer. Silence needs an order that lives: that was not
 * refused, whose end has not come, in whose place no other was accepted. One that silences is heeded while nobody has decided
 * on it; one that frees is not, because who was told cannot be made not to know.
 * @param paper what the determination says
 */
export function secrecyNow(paper: Notice, orders: readonly StandingOrder[], now: string): SecrecyNow {
  if (paper.regime === 'authority' || paper.regime === 'none') return { notice: paper, silent: false };
  const duties = standing(paper, orders);
  const living = duties.filter((duty) => !isOver(duty, now));
  const ends = living.flatMap(endsOf).sort();
  const next = ends[0] === undefined ? {} : { next: ends[0] };
  const endless = living.find(({ regime, until }) => regime === 'prohibited' && until === undefined);
  if (endless) return { notice: endless, silent: true, ...next };
  const last = latest(living);
  if (last) return { notice: last, silent: true, ...next };
  return { notice: freed(paper, orders, duties), silent: false };
}

/** The ends of all silences that stand, over or not, by their orders. */
export function endsOfSilences(
  paper: Notice,
  orders: readonly StandingOrder[],
): { order: number; at: string }[] {
  const own = isSilent(paper) && replacedBy(0, orders) === undefined ? endsOf(paper) : [];
  const later = unreplaced(orders).flatMap((one) => {
    const duty = silenceOf(one);
    return (duty ? endsOf(duty) : []).map((at) => ({ order: one.order, at }));
  });
  return [...own.map((at) => ({ order: 0, at })), ...later];
}

/** Whether an order has an effect that another can still change. */
export function isLiving(
  order: number,
  paper: Notice,
  orders: readonly StandingOrder[],
  now: string,
): boolean {
  if (replacedBy(order, orders) !== undefined) return false;
  if (order === 0) return isSilent(paper) && !isOver(paper, now);
  const one = orders.find((candidate) => candidate.order === order);
  const duty = one && silenceOf(one);
  return duty !== undefined && !isOver(duty, now);
}

/** The orders that silence without an end; 0 is the paper's own. */
export function endlessSilences(paper: Notice, orders: readonly StandingOrder[], now: string): number[] {
  const isEndless = (order: number) => {
    const one = orders.find((candidate) => candidate.order === order);
    const duty = order === 0 ? paper : one && silenceOf(one);
    return duty?.until === undefined && isLiving(order, paper, orders, now);
  };
  return [0, ...orders.map(({ order }) => order)].filter(isEndless);
}

/** The accepted order that stands in the place of another. */
export const replacementOf = <T extends StandingOrder>(order: number, orders: readonly T[]): T | undefined =>
  orders.find((one) => one.state === 'accepted' && one.of === order && TAKES_THE_PLACE.includes(one.kind));

export const replacedBy = (order: number, orders: readonly StandingOrder[]): number | undefined =>
  replacementOf(order, orders)?.order;

/** The silences that nothing was accepted in place of, over or not. */
function standing(paper: Notice, orders: readonly StandingOrder[]): Notice[] {
  const own = isSilent(paper) && replacedBy(0, orders) === undefined ? [paper] : [];
  return [...own, ...unreplaced(orders).flatMap((order) => silenceOf(order) ?? [])];
}

/** Orders in whose place no other stands. With an order that is refused goes what shortened it, and a renewal that nobody accepted. */
const unreplaced = (orders: readonly StandingOrder[]) =>
  orders.filter(({ order, kind, of, state }) => {
    if (replacedBy(order, orders) !== undefined) return false;
    const hangsOnIt = kind === 'shortened' || state === 'pending';
    return !hangsOnIt || of === undefined || !isRefused(of, orders);
  });

/** Whether an order was refused, or all that it does is to shorten one that was. */
export function isRefused(order: number, orders: readonly StandingOrder[]): boolean {
  const one = orders.find((candidate) => candidate.order === order);
  if (one?.kind === 'shortened' && one.of !== undefined && isRefused(one.of, orders)) return true;
  return one?.state === 'refused';
}

/** The silence that an order brings as it stands; of one that is undecided, no longer than it is heeded. */
export function silenceOf({ kind, state, heededUntil, isUnheeded, duty }: StandingOrder): Notice | undefined {
  if (state === 'refused' || duty === undefined || !isSilent(duty)) return undefined;
  if (state === 'accepted') return duty;
  if (!SILENCES.includes(kind) || heededUntil === undefined || isUnheeded) return undefined;
  const ownEnd = duty.until;
  const until = ownEnd !== undefined && endOf(ownEnd) < endOf(heededUntil) ? ownEnd : heededUntil;
  return { regime: 'delay', until };
}

const isOver = ({ until }: Notice, now: string) => until !== undefined && endOf(until) <= Date.parse(now);

const endsOf = ({ until }: Notice) => (until === undefined ? [] : [endInstant(until)]);

/** The silence that ends last. One that is held for want of its proof, without an end, outlasts every date. */
function latest(duties: readonly Notice[]): Notice | undefined {
  return duties.reduce<Notice | undefined>((last, duty) => {
    if (last === undefined || last.until === undefined) return last ?? duty;
    return duty.until === undefined || endOf(duty.until) > endOf(last.until) ? duty : last;
  }, undefined);
}

/** What is left where nothing silences any more. */
function freed(paper: Notice, orders: readonly StandingOrder[], ended: readonly Notice[]): Notice {
  const lifted = orders.findLast(({ kind, state }) => kind === 'lifted' && state === 'accepted');
  if (lifted?.duty && !isSilent(lifted.duty)) return lifted.duty;
  return latest(ended) ?? (isSilent(paper) ? { regime: 'notify' } : paper);
}
