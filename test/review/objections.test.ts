import { readDemand } from '../../functions/desk/read-demands.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { decideObjection } from '../../functions/review/decide-objection.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { draftOf } from '../../functions/review/objection-draft.ts';
import type { OutcomeRequest } from '../../functions/review/objection-outcome.route.ts';
import type { ObjectionRequest } from '../../functions/review/objections.route.ts';
import { recordObjection } from '../../functions/review/record-objection.ts';
import type { PresentOf } from '../../functions/review/require-present.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { PACKAGE_SHA256, type Played, playDemand } from '../desk/played-demand.ts';
import { olga, olgaReviews, person, problemOf, rita, ruth, sam } from '../kit/desk.ts';
import { opens } from '../kit/opens.ts';
import { law } from '../validity/law.ts';

const NOW = new Date('2026-06-10T12:00:00Z');
const PAPERS = [{ sha256: 'ab'.repeat(32), mediaType: 'application/pdf', title: 'Motion' }];
const MOTION: ObjectionRequest = {
  kind: 'quash-or-modify',
  grounds: ['privileged-matter'],
  before: 'N.D. Cal.',
  brought: '2026-06-10',
  documents: PAPERS,
};
const COMITY: ObjectionRequest = { ...MOTION, kind: 'comity', grounds: ['material-risk-abroad'] };
const ORDER = [{ sha256: 'cd'.repeat(32), mediaType: 'application/pdf', title: 'Order' }];
const rob = person('reviewer', 'rob');
type Outcome = PresentOf<OutcomeRequest>;
const came = {
  decided: '2026-06-10',
  documents: ORDER,
  readElsewhere: ORDER.map(({ sha256 }) => sha256),
  reason: 'on-its-merits',
};
const denied: Outcome = { outcome: 'denied', ...came };

function warrant(change: Partial<Demand> = {}): Demand {
  const page = law.instruments['us/search-warrant'];
  if (!page) throw new Error('no such page');
  return {
    ...page.sample.demand,
    authority: { name: "U.S. Attorney's Office", country: 'US', level: 'federal', kind: 'prosecutor' },
    targets: [
      { type: 'email', value: 'alice@example.com' },
      { type: 'email', value: 'bob@example.com' },
    ],
    data: ['content.mail', 'content.files'],
    dates: { issued: '2026-06-04', served: '2026-06-09', executeBy: '2026-06-18' },
    period: { from: '2026-01-01', to: '2026-06-01' },
    ...change,
  };
}

const play = (change: Partial<Demand> = {}) =>
  playDemand(
    warrant(change),
    {
      find: async ({ value }) => ({
        holders: [
          {
            account: `acct-${value.slice(0, 3)}`,
            customer: 'consumer',
            usPerson: true,
            inUS: true,
            dataCountry: 'US',
          },
        ],
        otherTimes: [],
      }),
    },
    NOW,
  );

const bring = ({ id, deps }: Played, request: ObjectionRequest = MOTION, who = rob) =>
  recordObjection(id, request, who, deps);
const decide = async (played: Played, request: Outcome, number = 1) => {
  const decided = await decideObjection(played.id, number, request, rita, played.deps);
  await played.run();
  return decided;
};
const approve = async (played: Played, change: { items?: string[]; targets?: number[] } = {}) => {
  const reason = change.items ? { reason: 'less-than-asked' } : {};
  await decideReview(played.id, { decision: 'approve', round: 1, ...reason, ...change }, ruth, played.deps);
  await played.run();
};
const release = async (played: Played) => {
  await decideRelease(played.id, { decision: 'release', packageSha256: PACKAGE_SHA256 }, sam, played.deps);
  await played.run();
};
const recordOf = async ({ id, deps }: Played) => {
  const record = await deps.store.read(id);
  if (!record) throw new Error('no such demand');
  return record;
};

describe('an objection', () => {
  test('holds approval while it is open; denied, the demand goes on to its release', async () => {
    const played = await play();
    expect(await bring(played)).toEqual({ id: played.id, objection: 1, state: 'open' });
    expect(await problemOf(approve(played))).toBe('409 objection_open');
    expect((await recordOf(played)).facts).toMatchObject({ challenged: true });
    await decide(played, denied);
    await approve(played);
    await release(played);
    expect(await recordOf(played)).toMatchObject({ status: 'closed', conclusion: 'disclosed' });
    expect(findChainFaults(await played.deps.store.events(played.id))).toEqual([]);
  });

  test('holds the release of a package, and granted has the demand refused by itself', async () => {
    const played = await play();
    await approve(played);
    await bring(played);
    expect(await problemOf(release(played))).toBe('409 objection_open');
    await decide(played, { ...denied, outcome: 'granted' });
    expect(await recordOf(played)).toMatchObject({ status: 'closed', conclusion: 'refused' });
    const refused = (await played.deps.store.events(played.id)).find(
      ({ action }) => action === 'demand.refused',
    );
    expect(refused?.detail).toMatchObject({ by: 'court' });
  });

  test('that is granted before anyone decided has it refused, too', async () => {
    const played = await play();
    await bring(played);
    await decide(played, { ...denied, outcome: 'granted' });
    expect(await recordOf(played)).toMatchObject({ status: 'closed', conclusion: 'refused' });
  });

  test('is not recorded by who released: they would have a part in what they let leave', async () => {
    const played = await play();
    await approve(played);
    await decideRelease(played.id, { decision: 'release', packageSha256: PACKAGE_SHA256 }, sam, played.deps);
    const samReviews = person('reviewer', 'sam');
    expect(await problemOf(bring(played, MOTION, samReviews))).toBe('403 second_person_required');
    await played.run();
    expect(await recordOf(played)).toMatchObject({ status: 'closed', conclusion: 'disclosed' });
  });

  test('is ended by who read the paper, on the demand as it stands, and did not bring it', async () => {
    const played = await play();
    await bring(played);
    const end = (request: Outcome, who = rita) =>
      problemOf(decideObjection(played.id, 1, request, who, played.deps));
    const { readElsewhere: _read, ...unread } = denied;
    expect(await end(denied, rob)).toBe('403 second_person_required');
    expect(await end(unread)).toBe('409 paper_not_read');
    // The motion is here: who ends by it has opened it here.
    const [motion] = PAPERS.map(({ sha256 }) => sha256);
    const byMotion = { ...denied, documents: PAPERS, readElsewhere: [motion ?? ''] };
    expect(await end(byMotion)).toBe('409 paper_not_read');
    expect(await end({ ...denied, on: 1 })).toBe('409 stale_decision');
    expect(await end({ ...denied, reason: 'as I see it' })).toBe('422 reason_of_another_decision');
    const on = (await recordOf(played)).matter;
    expect(await end({ ...denied, ...(on ? { on } : {}) })).toBe('none');
    const { detail } = (await played.deps.store.events(played.id)).at(-1) ?? {};
    expect(detail).toMatchObject({
      on,
      reason: 'on-its-merits',
      read: { papers: [], elsewhere: denied.readElsewhere },
    });
  });

  test('is not ended by who approved what it holds', async () => {
    const played = await play();
    await approve(played);
    await bring(played, MOTION, ruth);
    expect(await problemOf(decideObjection(played.id, 1, denied, ruth, played.deps))).toBe(
      '403 second_person_required',
    );
    await decide(played, denied);
    await release(played);
    expect(await recordOf(played)).toMatchObject({ conclusion: 'disclosed' });
  });

  test('that comes after the last release holds the delivery', async () => {
    const played = await play();
    await approve(played);
    await decideRelease(played.id, { decision: 'release', packageSha256: PACKAGE_SHA256 }, sam, played.deps);
    await bring(played);
    await expect(played.run()).rejects.toThrow(expect.objectContaining({ name: 'ObjectionOpen' }));
  });

  test('to a part leaves the rest; the part is never approved once it was granted', async () => {
    const played = await play();
    await bring(played, { ...MOTION, items: ['content.mail'], targets: [1] });
    expect(await problemOf(approve(played))).toBe('409 objection_open');
    expect(await problemOf(approve(played, { items: ['content.mail'] }))).toBe('409 objection_open');
    await decide(played, { ...denied, outcome: 'granted' });
    expect(await recordOf(played)).toMatchObject({ status: 'awaiting-review' });
    expect(await problemOf(approve(played))).toBe('409 objection_granted');
    await approve(played, { items: ['content.files'] });
    expect(await recordOf(played)).toMatchObject({ status: 'awaiting-release' });
  });

  test('by which the court narrowed the demand lets no more be approved than it left', async () => {
    const played = await play();
    await bring(played, { ...MOTION, grounds: ['unusually-voluminous'] });
    await decide(played, {
      outcome: 'modified',
      items: ['content.mail'],
      ...came,
    });
    expect(await problemOf(approve(played))).toBe('409 objection_modified');
    await approve(played, { items: ['content.mail'] });
    expect(await recordOf(played)).toMatchObject({ status: 'awaiting-release' });
  });

  test('by which the court shortened the time, or left of each target another thing, is heeded so', async () => {
    const played = await play();
    const [day, ...others] = ['2026-03-01', '2026-02-01'];
    const left = {
      narrowing: [
        { target: 0, items: ['content.mail'] },
        { target: 1, period: { from: day, to: day } },
      ],
    };
    await bring(played, MOTION);
    const twice = { outcome: 'modified' as const, ...left, items: ['content.mail'], ...came };
    expect(await problemOf(decide(played, twice))).toBe('422 narrowed_twice');
    const wide = { from: '2020-01-01', to: day };
    expect(await problemOf(decide(played, { outcome: 'modified', period: wide, ...came }))).toBe(
      '422 widens',
    );
    await decide(played, { outcome: 'modified', ...left, ...came });
    const common = { decision: 'approve' as const, round: 1, reason: 'less-than-asked' };
    const review = (narrowing: object[]) =>
      problemOf(decideReview(played.id, { ...common, narrowing } as never, ruth, played.deps));
    const files = { target: 1, items: ['content.files'] };
    expect(await problemOf(approve(played))).toBe('409 objection_modified');
    expect(await review([{ target: 0 }])).toBe('409 objection_modified');
    expect(await review([files])).toBe('409 objection_modified');
    const longer = { from: others[0] ?? day, to: day };
    expect(await review([{ ...files, period: longer }])).toBe('409 objection_modified');
    const mail = { target: 0, items: ['content.mail'] };
    expect(await review([mail, { ...files, period: { from: day, to: day } }])).toBe('none');
  });

  test('that is to be answered in a time of the law has a clock, until it is', async () => {
    const played = await play();
    const { objections } = law.general;
    const kinds = objections.kinds.map((kind) => ({ ...kind, answer: 'us-nsl-review' }));
    const rulebook = { ...law, general: { ...law.general, objections: { kinds } } };
    const brought = await recordObjection(played.id, MOTION, rob, { ...played.deps, rulebook });
    expect(brought.answerBy).toBe('2026-07-10');
    const clock = () => played.deps.store.part(played.id, CLOCK('objection'));
    expect(await clock()).toMatchObject({ state: 'running', until: '2026-07-11T00:00:00.000Z' });
    await decide(played, denied);
    expect(await clock()).toMatchObject({ state: 'stopped' });
  });

  test('has the first day of several watched, whichever was recorded first, until its own answer', async () => {
    const played = await play();
    const { objections } = law.general;
    const kinds = objections.kinds.map((kind) => ({ ...kind, answer: 'us-nsl-review' }));
    const rulebook = { ...law, general: { ...law.general, objections: { kinds } } };
    for (const brought of ['2026-06-08', '2026-06-09', '2026-06-05'])
      await recordObjection(played.id, { ...MOTION, brought }, rob, { ...played.deps, rulebook });
    const until = async () => (await played.deps.store.part(played.id, CLOCK('objection')))?.until;
    expect(await until()).toBe('2026-07-07T00:00:00.000Z');
    await opens(played.id, ORDER, rita, played.deps);
    await decide(played, denied, 3);
    expect(await until()).toBe('2026-07-09T00:00:00.000Z');
    await decide(played, denied, 2);
    expect(await until()).toBe('2026-07-09T00:00:00.000Z');
    await decide(played, denied, 1);
    expect(await played.deps.store.part(played.id, CLOCK('objection'))).toMatchObject({ state: 'stopped' });
  });

  test('to one target leaves what is approved of another, where they are narrowed apart', async () => {
    const played = await play();
    await bring(played, { ...MOTION, targets: [1] });
    await decide(played, {
      outcome: 'modified',
      items: ['content.mail'],
      ...came,
    });
    const apart = (items: string[]) => ({
      decision: 'approve' as const,
      round: 1,
      reason: 'less-than-asked',
      narrowing: [{ target: 0 }, { target: 1, items }],
    });
    const review = (items: string[]) => problemOf(decideReview(played.id, apart(items), ruth, played.deps));
    expect(await review(['content.mail', 'content.files'])).toBe('409 objection_modified');
    expect(await review(['content.mail'])).toBe('none');
    await played.run();
    await release(played);
    expect(await recordOf(played)).toMatchObject({ conclusion: 'disclosed' });
  });

  test('is in the views with its papers, for who filed as people recorded it', async () => {
    const played = await play();
    await bring(played);
    await decide(played, denied);
    expect(await readDemand(played.id, ruth, played.deps)).toMatchObject({
      objections: [{ kind: 'quash-or-modify', documents: PAPERS, by: 'rob', outcome: { by: 'rita' } }],
    });
    expect(await readDemand(played.id, olga, played.deps)).toMatchObject({
      objections: [
        { kind: 'quash-or-modify', grounds: ['privileged-matter'], state: 'denied', decided: '2026-06-10' },
      ],
    });
  });

  test('counts its time from the filing, whatever day of service the paper claims, and is taken late with a mark', async () => {
    const claimed = await play({
      dates: { issued: '2026-05-20', served: '2026-05-22', executeBy: '2026-06-18' },
    });
    expect(await bring(claimed, COMITY)).not.toHaveProperty('lateAfter');
    expect((await claimed.deps.store.read(claimed.id))?.objections).toMatchObject([{ state: 'open' }]);
    const late = await play();
    const later = { ...late, deps: { ...late.deps, clock: () => new Date('2026-07-20T12:00:00Z') } };
    const extended = { ...COMITY, brought: '2026-07-10', extendedTo: '2026-07-15' };
    expect(await bring(later, extended)).not.toHaveProperty('lateAfter');
    const answer = await bring(later, { ...COMITY, brought: '2026-07-10' });
    expect(answer).toMatchObject({ state: 'open', lateAfter: '2026-06-24' });
    expect(await readDemand(late.id, ruth, late.deps)).toMatchObject({
      objections: [{ extendedTo: '2026-07-15' }, { lateAfter: '2026-06-24' }],
    });
    expect(await problemOf(approve(late, {}))).toBe('409 objection_open');
  });

  test('is refused of another law, by who acts for the authority, twice decided', async () => {
    const played = await play();
    expect(await problemOf(bring(played, MOTION, olgaReviews))).toBe('403 own_demand');
    expect(await problemOf(bring(played, { ...MOTION, kind: 'annex-iii' }))).toBe(
      '422 no_such_objection_kind',
    );
    expect(await problemOf(bring(played, { ...MOTION, grounds: ['not-stored'] }))).toBe('422 no_such_ground');
    expect(await problemOf(bring(played, { ...MOTION, brought: '2027-01-01' }))).toBe('422 date_in_future');
    expect(await problemOf(bring(played, { ...MOTION, targets: [7] }))).toBe('422 widens');
    expect(await problemOf(decide(played, denied))).toBe('404 no_such_objection');
    await bring(played, COMITY);
    const nothing = { ...denied, outcome: 'modified' } as Outcome;
    expect(await problemOf(decide(played, { ...denied, decided: '2026-06-08' }))).toBe(
      '422 date_out_of_range',
    );
    const misspelt = { ...denied, outcome: 'modified', items: ['content.mial'] } as Outcome;
    expect(await problemOf(decide(played, misspelt))).toBe('422 widens');
    expect(await problemOf(decide(played, nothing))).toBe('422 objection_leaves_nothing_said');
    await decide(played, denied);
    expect(await problemOf(decide(played, { ...denied, outcome: 'granted' }))).toBe('409 objection_decided');
    expect(await problemOf(approve(played, {}))).toBe('none');
  });

  test('to a European order has the form of Annex III as a draft', async () => {
    const kind = law.general.objections.kinds.find(({ id }) => id === 'annex-iii');
    if (!kind) throw new Error('no such kind');
    const draft = draftOf(
      kind,
      { grounds: ['third-country-law'], items: ['content.mail'] },
      { ...(await recordOf(await play())), demand: warrant({ reference: 'Js 17/26' }) },
    );
    expect(draft).toContain('Reference of the authority: Js 17/26');
    expect(draft).toContain('[x] Compliance would conflict with the law of a third country');
    expect(draft).toContain('until you answer: content.mail.');
    expect(draft).not.toMatch(/\{\w+\}/);
  });
});
