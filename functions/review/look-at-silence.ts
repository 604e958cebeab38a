import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand } from '../ledger/change-demand.ts';
import { looksOf } from '../ledger/looks-of.ts';
import { matterOf } from '../ledger/matter.ts';
import { created } from '../ledger/part.ts';
import { CLOCK } from '../ledger/parts/clock.part.ts';
import { SILENCE_LOOK, type SilenceLookPart } from '../ledger/parts/silence-look.part.ts';
import { requireApart } from '../ledger/require-apart.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { withSession } from '../ledger/sessions.ts';
import { planOf } from '../notice/plan-of.ts';
import { readSecrecy } from '../notice/secrecy-known.ts';
import { askedSince, silenceClocks } from '../notice/silence-clocks.ts';
import { endInstant } from '../shared/calendar.ts';
import { isSamePerson } from '../shared/person.ts';
import { notFound, problem } from '../shared/problem.ts';
import { endlessSilences } from '../validity/decide/secrecy-now.ts';
import { becauseOf } from './because-of.ts';
import { reviewerOf } from './decide-order.ts';
import type { Recorder, SecrecyDeps } from './record-order.ts';
import { requireLaterRead } from './require-papers-read.ts';
import { type Present, requirePresent } from './require-present.ts';
import type { SecrecyRequest, SilenceLooked } from './secrecy.route.ts';

type Look = Present<Extract<SecrecyRequest, { look: unknown }>['look']>;

/**
 * Records that a reviewer looked at a silence without an end, and why it stays, though no paper came of it. Its clock begins
 * anew, and ends no later than the rulebook has such a silence looked at. No order is prolonged by it: what ends by its paper
 * or by another order ends as before. They have read the papers that silence, and brought none of them. Sent again, it is the same look.
 * @throws Problem 403, 404, 409, 422
 */
export async function lookAtSilence(
  demandId: string,
  look: Look,
  principal: Recorder,
  deps: SecrecyDeps,
): Promise<SilenceLooked> {
  const reviewer = reviewerOf(principal);
  if (!(await deps.store.read(demandId))) throw notFound();
  return changeDemand<SilenceLooked>(deps, demandId, async (record, at) => {
    requireOutsider(record, reviewer);
    const known = await readSecrecy(record, deps);
    const { paper, orders, silence } = known;
    const looks = await deps.store.parts(demandId, SILENCE_LOOK());
    const same = looks.find((one) => isSamePerson(one.by, reviewer.subject) && isTheSame(one, look));
    if (same && same.until === silence?.reviewAt) return { unchanged: { id: demandId, until: same.until } };
    const endless = endlessSilences(paper, orders, at);
    if (silence?.reviewAt === undefined || endless.length === 0) throw problem('no_endless_silence');
    const ofThem = orders.filter(({ order }) => endless.includes(order));
    await requireApart('decide-order', record, reviewer, deps, { 'bring-order': ofThem.map(({ by }) => by) });
    requirePresent(record, look);
    const clock = await deps.store.part(demandId, CLOCK('silence-review'));
    const from = clock && clock.state !== 'stopped' ? askedSince(clock, deps.clocks) : silence.reviewAt;
    if (Date.parse(at) < Date.parse(from)) throw problem('look_not_due', { from });
    const latest = deps.times.reviewAt(record.demand.instrument, at);
    const until = look.next === undefined ? latest : endInstant(look.next);
    if (until <= at || until > latest) throw problem('next_look_out_of_range', { latest });
    const papers = [
      ...(endless.includes(0) ? (record.demand.documents ?? []) : []),
      ...ofThem.flatMap(({ documents }) => documents),
    ];
    const opened = await looksOf(demandId, reviewer.subject, deps.store);
    const read = requireLaterRead(papers, opened, look.readElsewhere);
    const because = becauseOf('keep-silent', look, record, deps.rulebook);
    const { facts, parts } = planOf(
      record,
      { ...known, silence: { ...silence, reviewAt: until } },
      { at, times: deps.times },
    );
    const watched = await silenceClocks(record, { orders, reviewAt: until, isReviewed: true }, at, deps);
    const part: SilenceLookPart = {
      by: reviewer.subject,
      at,
      reason: because?.reason ?? '',
      ...(look.text === undefined ? {} : { text: look.text }),
      orders: endless,
      until,
    };
    return {
      set: { facts, ...watched.set, ...withSession(record, reviewer) },
      action: 'secrecy.reviewed',
      actor: actorOf(reviewer),
      detail: { orders: endless, until, on: matterOf(record), read, reason: part.reason },
      parts: [created(SILENCE_LOOK(record.version + 1), part), ...parts, ...watched.parts],
      result: { id: demandId, until },
    };
  });
}

const isTheSame = ({ reason, text, until }: SilenceLookPart, look: Look): boolean =>
  reason === look.reason &&
  text === look.text &&
  (look.next === undefined || endInstant(look.next) === until);
