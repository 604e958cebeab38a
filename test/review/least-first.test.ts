import { readDemand } from '../../functions/desk/read-demands.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { compileGrants } from '../../functions/retrieval/scope.ts';
import type { ReviewRequest } from '../../functions/review/decide-review.route.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import type { Present } from '../../functions/review/require-present.ts';
import { memoryDeps, olga, problemOf, rita, ruth } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { forAgent, forDesk } from '../kit/sides.ts';
import { law, sampleOf } from '../validity/law.ts';

const { demand: sample } = sampleOf('us/emergency-disclosure');
const LEAST = ['location', 'sessions'];
const ALL = ['content.mail', 'location', 'sessions'];

/** An emergency about two people that asks for what was written, too, where both have an account. */
async function inReview(instrument = sample.instrument, supervisor: 'confirmed' | 'no-answer' = 'confirmed') {
  const deps = memoryDeps();
  const [target] = sample.targets;
  if (!target) throw new Error('the sample has one');
  const demand = { ...sample, instrument, data: ALL, targets: [target, target] };
  const id = await fileSample(deps.store, {
    record: { demand, authenticity: { callback: 'confirmed', supervisor, signals: [] } },
    determination: { outcome: 'accept', reasons: [], authorised: ALL, targets: [0, 1] },
    accounts: [0, 1].map((at) => ({ account: `acct-${at}`, target: at, customer: 'consumer' as const })),
  });
  const ask = (request: Partial<Present<ReviewRequest>>, who = rita) =>
    decideReview(id, { round: 1, decision: 'approve', ...request }, who, deps);
  return { id, deps, ask, demand };
}

describe('an emergency', () => {
  it('gets what is least first, and more for a reason of the rulebook alone, which the desk keeps', async () => {
    const { id, deps, ask } = await inReview();
    const before = await deps.store.read(id);
    const refusal = ask({});
    await expect(refusal).rejects.toMatchObject({
      code: 'more_than_least',
      detail: expect.stringMatching(/subscriber, sessions, location.*danger-in-content/),
    });
    expect(await problemOf(ask({ more: 'because' }))).toBe('422 reason_of_another_decision');
    expect(await problemOf(ask({ more: 'constructor' }))).toBe('422 reason_of_another_decision');
    expect(await deps.store.read(id)).toEqual(before);
    expect(await ask({ more: 'danger-in-content' })).toMatchObject({ more: 'danger-in-content' });
    expect(await ask({ more: 'danger-in-content' })).toMatchObject({ more: 'danger-in-content' });
    expect((await deps.store.events(id)).at(-1)?.detail).toMatchObject({ more: 'danger-in-content' });
    expect(await forDesk(readDemand(id, ruth, deps))).toMatchObject({
      review: { more: 'danger-in-content' },
    });
    expect(JSON.stringify(await forAgent(readDemand(id, olga, deps)))).not.toContain('danger-in-content');
  });

  it.each<[string, Partial<Present<ReviewRequest>>]>([
    ['items', { items: LEAST }],
    [
      'each target',
      {
        narrowing: [
          { target: 0, items: LEAST },
          { target: 1, items: ['sessions'] },
        ],
      },
    ],
  ])('needs no reason for what is least, narrowed by %s, and takes none', async (_how, narrowing) => {
    const { ask } = await inReview();
    const least = { ...narrowing, reason: 'least-first' };
    expect(await problemOf(ask({ ...least, more: 'danger-in-content' }))).toBe('422 reason_needless');
    expect(await problemOf(ask(least))).toBe('none');
  });

  it.each<[string, Partial<Present<ReviewRequest>>]>([
    ['alone', { items: ['content'] }],
    ['of one target', { narrowing: [{ target: 0, items: LEAST }, { target: 1 }] }],
    ['of one account', { accounts: ['acct-1'] }],
  ])('needs a reason for what was written, %s', async (_how, narrowing) => {
    const { ask } = await inReview();
    const reason = narrowing.accounts ? 'other-holder' : 'less-than-asked';
    const asked = { ...narrowing, ...(narrowing.items ? { items: ['content.mail'] } : {}), reason };
    expect(await problemOf(ask(asked))).toBe('409 more_than_least');
    expect(await problemOf(ask({ ...asked, more: 'no-time-for-two' }))).toBe('none');
  });

  it('gives more only where a superior confirmed it, too, whatever the reason', async () => {
    const { ask } = await inReview(undefined, 'no-answer');
    expect(await problemOf(ask({ more: 'danger-in-content' }))).toBe('409 more_than_least');
    expect(await problemOf(ask({ items: LEAST, reason: 'least-first' }))).toBe('none');
  });

  it('is held to it by whoever decides, whatever others decided before', async () => {
    const { id, deps, ask } = await inReview();
    expect(await problemOf(ask({}))).toBe('409 more_than_least');
    expect(await problemOf(ask({}, ruth))).toBe('409 more_than_least');
    expect(await problemOf(ask({ items: LEAST, reason: 'least-first' }))).toBe('none');
    expect(await problemOf(ask({ more: 'danger-in-content' }, ruth))).toBe('409 not_awaiting_review');
    const [review, determination, record] = await Promise.all([
      deps.store.part(id, REVIEW(1)),
      deps.store.part(id, DETERMINATION(1)),
      deps.store.read(id),
    ]);
    if (!review || !determination || !record) throw new Error('they are there');
    const { demand, filedAt } = record;
    const { grants } = compileGrants({ demand, filedAt, determination, review, dictionary: law.dictionary });
    const read = grants.flatMap(({ items }) => items);
    expect(read.filter((item) => item.startsWith('content'))).toEqual([]);
    expect(read.length).toBeGreaterThan(0);
  });
});

it('a paper that compels is answered as it demands', async () => {
  const { ask } = await inReview('us/search-warrant');
  expect(await problemOf(ask({ more: 'danger-in-content' }))).toBe('422 reason_needless');
  expect(await problemOf(ask({}))).toBe('none');
});
