import { viewForAgent } from '../../functions/desk/agent-view.ts';
import { viewDemand } from '../../functions/desk/demand-view.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import { readEventsRoute } from '../../functions/ledger/read-events.route.ts';
import { readEvents } from '../../functions/ledger/read-events.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import type { ReviewRequest } from '../../functions/review/decide-review.route.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import type { Present, PresentResume } from '../../functions/review/require-present.ts';
import { resumeDemand } from '../../functions/review/resume.ts';
import { REASONS } from '../../functions/shared/determination.schema.ts';
import { PACKAGE_SHA256, playDemand } from '../desk/played-demand.ts';
import { answerOf } from '../kit/answers.ts';
import { olga, problemOf, rita, ruth, sam } from '../kit/desk.ts';
import { sampleOf } from '../validity/law.ts';

const { demand, circumstances } = sampleOf('us/grand-jury-subpoena');
const { documents: _documents, ...paper } = demand;
const holder = { account: 'acct-1', customer: 'consumer' as const };
const TEXT = 'The second page is missing.';

async function inReview(country = 'US') {
  const played = await playDemand(
    { ...paper, reference: 'GJ-1', authority: { ...paper.authority, country } },
    { find: async () => ({ holders: [holder], otherTimes: [] }) },
    new Date(circumstances.now),
  );
  const { id, deps } = played;
  const recorded = async () => {
    const record = await deps.store.read(id);
    if (!record) throw new Error('it was filed');
    return record;
  };
  return {
    ...played,
    review: (request: Partial<Present<ReviewRequest>>) =>
      decideReview(id, { round: 1, decision: 'approve', resolves: [...REASONS], ...request }, rita, deps),
    told: async () => answerOf(readDemandRoute, await viewForAgent(await recorded(), deps)),
    seen: async () => answerOf(readDemandRoute, await viewDemand(await recorded(), deps)),
    events: async () =>
      answerOf(readEventsRoute, await readEvents(id, { principal: olga, query: {}, store: deps.store })),
  };
}

describe('a decision that goes against somebody', () => {
  it('has a reason of its own', async () => {
    const { review, id, deps } = await inReview();
    const before = await deps.store.read(id);
    const requests: [Partial<ReviewRequest>, string][] = [
      [{ decision: 'refuse' }, 'reason_missing'],
      [{ decision: 'refuse', text: TEXT }, 'reason_missing'],
      [{ decision: 'redirect' }, 'reason_missing'],
      [{ items: ['subscriber.name'] }, 'reason_missing'],
      [{ accounts: ['acct-1'] }, 'reason_missing'],
      [{ decision: 'refuse', reason: 'organisation-first' }, 'reason_of_another_decision'],
      [{ decision: 'refuse', reason: 'moon' }, 'reason_of_another_decision'],
      [{ decision: 'refuse', reason: 'constructor' }, 'reason_of_another_decision'],
      [{ reason: 'less-than-asked' }, 'reason_needless'],
      [{ text: TEXT }, 'reason_needless'],
    ];
    for (const [request, code] of requests) expect(await problemOf(review(request))).toBe(`422 ${code}`);
    expect(await deps.store.read(id)).toEqual(before);
  });

  it('tells it to who filed the demand, in the rulebook’s words and its own, and no event has them', async () => {
    const { review, told, seen, events, run, id, deps } = await inReview();
    const because = {
      reason: 'paper-defective',
      locale: 'en',
      says: expect.stringMatching(/^We refuse GJ-1: a formal requirement/),
      text: TEXT,
    };
    const refused = { decision: 'refuse', reason: 'paper-defective', text: TEXT } as const;
    expect(await review(refused)).toMatchObject({ because });
    // Asked again to the letter it is the same; with other words it is another decision.
    expect(await review(refused)).toMatchObject({ because });
    expect(await problemOf(review({ ...refused, text: 'Another.' }))).toBe('409 not_awaiting_review');
    await run();
    expect(await told()).toMatchObject({ decided: { decision: 'refuse', because } });
    expect(await seen()).toMatchObject({ review: { because } });
    expect(await events()).toMatchObject({
      milestones: expect.arrayContaining([expect.objectContaining({ event: 'decided', because })]),
    });
    const ledger = await deps.store.events(id);
    expect(JSON.stringify(ledger)).not.toContain('page is missing');
    expect(ledger.find(({ action }) => action === 'review.decided')).toMatchObject({
      detail: { reason: 'paper-defective' },
      parts: { 'review#1': expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it('is told in the language of the authority', async () => {
    const { review, told, run } = await inReview('DE');
    await review({ decision: 'refuse', reason: 'too-vague' });
    await run();
    expect(await told()).toMatchObject({
      decided: { because: { locale: 'de', says: expect.stringMatching(/^Wir lehnen/) } },
    });
  });

  it('says what is given where it is less', async () => {
    const { review, told } = await inReview();
    await review({ items: ['subscriber.name'], reason: 'needs-other-process' });
    expect(await told()).toMatchObject({
      decided: { because: { says: expect.stringContaining('in part: subscriber.name.') } },
    });
  });

  it('tells nobody outside that accounts were chosen among', async () => {
    const { review, told, seen, events } = await inReview();
    await review({ accounts: ['acct-1'], reason: 'other-holder', text: 'Not the one.' });
    expect(await seen()).toMatchObject({ review: { because: { reason: 'other-holder' } } });
    expect(JSON.stringify([await told(), await events()])).not.toContain('ecause');
  });

  it('has one where the package does not leave', async () => {
    const { id, deps, review, run, told, events } = await inReview();
    await review({});
    await run();
    const refuse = { decision: 'refuse', packageSha256: PACKAGE_SHA256 } as const;
    expect(await problemOf(decideRelease(id, refuse, sam, deps))).toBe('422 reason_missing');
    const leave = { ...refuse, decision: 'release', reason: 'names-others' } as const;
    expect(await problemOf(decideRelease(id, leave, sam, deps))).toBe('422 reason_needless');
    await decideRelease(id, { ...refuse, reason: 'names-others', text: TEXT }, sam, deps);
    await run();
    const because = { reason: 'names-others', text: TEXT };
    expect(await told()).toMatchObject({ released: { decision: 'refuse', because } });
    const { milestones } = (await events()) as { milestones: { because?: unknown }[] };
    expect(milestones.flatMap((one) => one.because ?? [])).toEqual([expect.objectContaining(because)]);
  });

  it('has one where a demand is taken up', async () => {
    const { id, deps, review, run, failAt } = await inReview();
    await review({});
    failAt('retrieve');
    await run();
    const requests: [PresentResume, string][] = [
      [{ action: 'retry' }, 'reason_missing'],
      [{ action: 'refuse' }, 'reason_missing'],
      [{ action: 'retry', reason: 'too-vague' }, 'reason_of_another_decision'],
      [
        { action: 'leave-out', reason: 'cause-removed', services: ['sessions'] },
        'reason_of_another_decision',
      ],
    ];
    for (const [request, code] of requests)
      expect(await problemOf(resumeDemand(id, request, ruth, deps))).toBe(`422 ${code}`);
  });

  it('tells what was refused when it had failed once it has ended, and nothing of a new attempt', async () => {
    const { review, run, failAt, takeUp, told } = await inReview();
    await review({});
    failAt('retrieve');
    await run();
    await takeUp({ action: 'retry', reason: 'cause-removed', text: 'The store was mended.' }, ruth);
    failAt('retrieve');
    await run();
    expect(JSON.stringify(await told())).not.toContain('ecause');
    await takeUp({ action: 'refuse', reason: 'cannot-be-carried-out', text: TEXT }, ruth);
    expect(JSON.stringify(await told())).not.toContain('ecause');
    await run();
    expect(await told()).toMatchObject({
      decided: { decision: 'refuse', because: { reason: 'cannot-be-carried-out', text: TEXT } },
    });
  });
});
