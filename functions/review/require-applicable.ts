import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { SecrecyPart } from '../ledger/parts/secrecy.part.ts';
import { endOf, isBareDate } from '../shared/calendar.ts';
import type { Notice } from '../shared/determination.schema.ts';
import { type FieldFault, fault } from '../shared/field-faults.ts';
import { problem, problemOfFaults } from '../shared/problem.ts';
import type { SecrecyOrder } from '../shared/secrecy-order.schema.ts';
import { isLiving, isSilent, replacedBy, silenceOf } from '../validity/decide/secrecy-now.ts';

/** What an order is held against: the demand, what its paper alone says of silence, and the orders before. */
export type Against = {
  record: DemandRecord;
  paper: Notice;
  orders: readonly SecrecyPart[];
  at: string;
};

const HOUR_MS = 3_600_000;
/** Nobody's clock is further ahead; a bare date begins up to fourteen hours earlier in the east than in UTC. */
const SKEW_MS = 5 * 60_000;
const EAST_MS = 14 * HOUR_MS;
const PLAUSIBLE_MS = 40 * 365.25 * 24 * HOUR_MS;

/**
 * Refuses an order that cannot do what it says: that is another demand's, that ends before it begins, that changes an order
 * which is not there or has ended.
 * @throws Problem 409, 422
 */
export function requireApplicable(order: SecrecyOrder, against: Against): void {
  requireThisDemand(order, against.record);
  requireDates(order, against.at);
  if ('of' in order) requireLiving(order, against);
}

function requireThisDemand({ concerns }: SecrecyOrder, { id, demand: { reference } }: DemandRecord): void {
  const isNamed = [id, reference].some((name) => name !== undefined && plain(name) === plain(concerns));
  if (!isNamed) throw problem('order_of_other_demand');
}

/** As people compare references: without regard to case, spaces and the kinds of dashes. */
const plain = (reference: string) =>
  reference
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\p{Dash}/gu, '-')
    .replaceAll(/\s+/gu, '');

function requireDates(order: SecrecyOrder, at: string): void {
  const { issued } = order;
  const until = 'until' in order ? order.until : undefined;
  const now = Date.parse(at);
  const far = (['issued', 'until'] as const).flatMap((name): FieldFault<'date_out_of_range'>[] => {
    const value = name === 'issued' ? issued : until;
    const isFar = value !== undefined && Math.abs(Date.parse(value) - now) > PLAUSIBLE_MS;
    return isFar ? [fault(`/order/${name}`, 'date_out_of_range')] : [];
  });
  if (far.length > 0) throw problemOfFaults('date_out_of_range', far);
  if (Date.parse(issued) > now + (isBareDate(issued) ? EAST_MS : SKEW_MS))
    throw problemOfFaults('date_in_future', [fault('/order/issued', 'date_in_future')]);
  if (until === undefined) return;
  if (endOf(until) <= Date.parse(issued)) throw problem('order_ends_before_it_begins');
  // One that shortens may end the silence in the past: it comes late, and takes away all the same.
  if (order.kind !== 'shortened' && endOf(until) <= now) throw problem('order_has_ended');
}

type Changing = Extract<SecrecyOrder, { of: number }>;

function requireLiving(order: Changing, { record, paper, orders, at }: Against): void {
  const { of, kind } = order;
  const changed = of === 0 ? undefined : orders.find((one) => one.order === of);
  const duty = of === 0 ? paper : changed && silenceOf(changed) && changed.duty;
  const claims = of === 0 && record.demand.secrecy?.until !== undefined;
  if (!duty || (!isSilent(duty) && !claims)) throw problem('no_such_order');
  const made = of === 0 ? record.demand.secrecy?.issued : changed?.issued;
  if (made !== undefined && isBefore(order.issued, made)) throw problem('order_precedes');
  const by = replacedBy(of, orders);
  if (by !== undefined) throw problem('order_replaced', { by });
  if (!isLiving(of, paper, orders, at))
    throw problem(kind === 'renewed' ? 'renews_an_ended_order' : 'order_has_ended.changed');
  if (kind === 'renewed' && !isLater(order.until, duty.until)) throw problem('does_not_prolong');
  if (kind === 'shortened' && !isLater(duty.until, order.until)) throw problem('does_not_shorten');
}

/** Whether an order was made before another. A day and an instant may be of different zones. */
function isBefore(issued: string, made: string): boolean {
  const slack = isBareDate(issued) === isBareDate(made) ? 0 : EAST_MS;
  return endOf(issued) - (isBareDate(issued) ? 1 : 0) + slack < Date.parse(made);
}

/** Whether one end comes after another; none is later than any. */
function isLater(end: string | undefined, than: string | undefined): boolean {
  if (than === undefined) return false;
  return end === undefined || endOf(end) > endOf(than);
}
