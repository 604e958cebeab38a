import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created, type PartWrite, replaced } from '../ledger/part.ts';
import { isOut } from '../ledger/parts/letter.part.ts';
import { NOTICE, type NoticePart } from '../ledger/parts/notice.part.ts';
import { SILENCE, SILENCE_DUE, type SilencePart } from '../ledger/parts/silence.part.ts';
import { endInstant } from '../shared/calendar.ts';
import { endsOfSilences, type SecrecyNow, secrecyNow } from '../validity/decide/secrecy-now.ts';
import type { SecrecyTimes } from '../validity/decide/secrecy-times.ts';
import { type SilenceKept, silenceKept } from '../validity/decide/silence-kept.ts';
import { noticeOf } from './notice-of.ts';
import type { SecrecyKnown } from './secrecy-known.ts';

/** What follows from all orders together: the facts, the plan of the notice, the clock of the silence. */
export type Plan = {
  facts: DemandRecord['facts'];
  parts: PartWrite[];
  notice?: NoticePart;
  /** When silence without an end is looked at again; absent where there is none. */
  reviewAt?: string;
};

/**
 * Plans the notice by what holds at an instant. The plan and the order that changes it are written together, so that whoever
 * sends a notice sees either both or neither. A customer who was told stays told.
 * @param first whether the plan is made now; before it there is none to change
 */
export function planOf(
  record: DemandRecord,
  known: SecrecyKnown,
  { at, times, first = false }: { at: string; times: SecrecyTimes; first?: boolean },
): Plan {
  const now = secrecyNow(known.paper, known.orders, at);
  const notice = noticeAfter(now, known, at, first);
  const { bound } = silenceKept([{ notice: known.paper }], known.orders);
  // What was heeded and never shown to bind counts while it is heeded, and no longer.
  const secrecy = now.silent || bound !== undefined;
  const silence = silenceAfter(record, known, now, { at, times });
  const { gagLiftedAt, gagUntil: _before, ...facts } = record.facts;
  const { until } = now.notice;
  const lifted = now.silent ? undefined : (gagLiftedAt ?? endOfSilence(facts, bound, at));
  return {
    facts: {
      ...facts,
      secrecy,
      ...(now.silent && until !== undefined ? { gagUntil: endInstant(until) } : {}),
      ...(lifted ? { gagLiftedAt: lifted } : {}),
      ...(notice ? { notice: notice.state } : {}),
    },
    parts: [
      ...(notice ? [known.plan ? replaced(NOTICE(), notice, known.plan) : created(NOTICE(), notice)] : []),
      ...(silence
        ? [known.silence ? replaced(SILENCE(), silence, known.silence) : created(SILENCE(), silence)]
        : []),
    ],
    ...(notice ? { notice } : {}),
    ...(silence?.reviewAt ? { reviewAt: silence.reviewAt } : {}),
  };
}

/** When what silenced us was over: what bound us, by its own end; what we only heeded, by now. */
function endOfSilence(
  { secrecy }: Pick<DemandRecord['facts'], 'secrecy'>,
  bound: SilenceKept['bound'],
  at: string,
): string | undefined {
  if (bound?.until === undefined) return secrecy ? at : undefined;
  const end = endInstant(bound.until);
  return end < at ? end : at;
}

/** Of a plan that is never due. */
const FAR = '2199-12-31T00:00:00.000Z';

/** The plan as it is to be; undefined where it stays as it is, or none is made yet. */
function noticeAfter(
  { notice }: SecrecyNow,
  { plan, letters }: SecrecyKnown,
  at: string,
  first: boolean,
): NoticePart | undefined {
  if (!plan) return first ? noticeOf(notice, at) : undefined;
  if (plan.state !== 'planned' && plan.state !== 'prohibited') return undefined;
  // What the mailer has cannot be held back. What only waits for it can, and is written anew when the order is over.
  if (letters.some(isOut)) return undefined;
  if (plan.queuedAt !== undefined && Date.parse(noticeOf(notice, at).dueAt ?? FAR) <= Date.parse(at))
    return undefined;
  const next = noticeOf(notice, at);
  const isSame =
    plan.queuedAt === undefined &&
    next.state === plan.state &&
    next.regime === plan.regime &&
    next.until === plan.until;
  return isSame ? undefined : next;
}

/** The clock of the silence: the next end that the ledger was not told of, or the day of the next look at an endless one. */
function silenceAfter(
  record: DemandRecord,
  { paper, orders, plan, silence }: SecrecyKnown,
  now: SecrecyNow,
  { at, times }: { at: string; times: SecrecyTimes },
): SilencePart | undefined {
  if (!silence && !now.silent) return undefined;
  const isEndless = now.silent && now.notice.until === undefined && plan?.state !== 'sent';
  const reviewAt = isEndless
    ? (silence?.reviewAt ?? times.reviewAt(record.demand.instrument, at))
    : undefined;
  const told = new Set(orders.filter(({ endedAt }) => endedAt !== undefined).map(({ order }) => order));
  const ends = endsOfSilences(paper, orders)
    .filter(({ order }) => (order === 0 ? silence?.paperEndedAt === undefined : !told.has(order)))
    .map((end) => end.at);
  const [dueAt] = [...ends, ...(reviewAt ? [reviewAt] : [])].sort();
  return {
    since: silence?.since ?? at,
    ...(reviewAt ? { reviewAt } : {}),
    ...(silence?.paperEndedAt ? { paperEndedAt: silence.paperEndedAt } : {}),
    ...(dueAt ? { dueKind: SILENCE_DUE, dueAt } : {}),
  };
}
