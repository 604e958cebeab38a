import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { created } from '../../functions/ledger/part.ts';
import { RELEASE } from '../../functions/ledger/parts/release.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { requireApart } from '../../functions/ledger/require-apart.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { isSamePerson } from '../../functions/shared/person.ts';
import { arrangeDesk, calledBack, olga, person, problemOf, rita, ruth } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';

const PACKAGE = 'cd'.repeat(32);
const SESSION = 'ab'.repeat(32);
const APPROVE = { round: 1, decision: 'approve' } as const;
const LEAVE = { decision: 'release', packageSha256: PACKAGE } as const;
const CALL_BACK = calledBack();
const AMENDMENT = { demand: { cites: ['18 USC 2703(d)'] } };
const spellings = (name: string) => [
  name,
  name.toUpperCase(),
  ` ${name}  `,
  `${name[0]?.toUpperCase()}${name.slice(1)}`,
];

describe('separate persons', () => {
  let engine: Engine;
  let table: string;
  let desk: ReturnType<typeof arrangeDesk>['deps'];
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
    desk = arrangeDesk(engine, table).deps;
  });
  afterAll(() => engine.stop());

  const step = (id: string, action: 'review.requested' | 'disclosure.sealed' | 'release.requested') =>
    changeDemand(desk, id, () => ({
      set: action === 'review.requested' ? {} : { packageSha256: PACKAGE },
      action,
      actor: SERVICE,
      detail: {},
      result: undefined,
    }));
  /** A demand whose package waits for its release, reviewed by rita. */
  async function sealed(approvals = 1, record: Record<string, unknown> = {}) {
    const id = await fileSample(desk.store, { determination: { approvals }, record });
    await decideReview(id, APPROVE, rita, desk);
    await step(id, 'disclosure.sealed');
    await step(id, 'release.requested');
    return id;
  }
  const review = (id: string, subject: string, round = 1) =>
    problemOf(decideReview(id, { ...APPROVE, round }, person('reviewer', subject), desk));
  const release = (id: string, subject: string) =>
    problemOf(decideRelease(id, LEAVE, person('releaser', subject), desk));
  const clarify = (id: string, subject: string) =>
    problemOf(clarifyDemand(id, CALL_BACK, person('reviewer', subject), desk));

  it.each(spellings('olga'))(
    'who filed as olga neither clarifies, reviews nor releases as "%s"',
    async (name) => {
      const id = await fileSample(desk.store);
      expect(await clarify(id, name)).toBe('403 own_demand');
      expect(await review(id, name)).toBe('403 own_demand');
      expect(await release(await sealed(), name)).toBe('403 own_demand');
    },
  );

  it('who filed as olga is no stranger to that demand as the person who holds the account', async () => {
    const id = await fileSample(desk.store);
    const holder = { ...person('reviewer', '4711'), account: 'OLGA' };
    expect(await problemOf(clarifyDemand(id, CALL_BACK, holder, desk))).toBe('403 own_demand');
    const another = { ...person('reviewer', '4711'), account: 'ruth' };
    expect(await problemOf(clarifyDemand(id, CALL_BACK, another, desk))).toBe('none');
  });

  it.each(spellings('otto'))('who amended as otto neither reviews nor releases as "%s"', async (name) => {
    const id = await fileSample(desk.store, { determination: { approvals: 1 } });
    await clarifyDemand(id, AMENDMENT, person('agent', 'otto', 'us-usao-ndca'), desk);
    await step(id, 'review.requested');
    expect(await review(id, name, 2)).toBe('403 second_person_required');
    expect(await release(await sealed(1, { clarifiedBy: ['otto'] }), name)).toBe(
      '403 second_person_required',
    );
  });

  it.each(spellings('ruth'))('who vouched for a paper as ruth does not review it as "%s"', async (name) => {
    const id = await fileSample(desk.store, { record: { clarifiedBy: ['ruth'] } });
    expect(await review(id, name)).toBe('403 second_person_required');
    expect(await clarify(id, name)).toBe('none');
    expect((await desk.store.read(id))?.clarifiedBy).toEqual(['ruth']);
  });

  it('who reviewed does not release by another account that they hold, nor by one under which they acted before', async () => {
    const id = await fileSample(desk.store, { determination: { approvals: 1 } });
    const held = { subject: '4711', person: '4711' };
    await decideReview(id, APPROVE, { ...person('reviewer', 'x'), ...held, account: 'rita' }, desk);
    await step(id, 'disclosure.sealed');
    await step(id, 'release.requested');
    const by = (releaser: Parameters<typeof decideRelease>[2]) =>
      problemOf(decideRelease(id, LEAVE, releaser, desk));
    expect(await by({ ...person('releaser', 'x'), ...held, account: 'rita-admin' })).toBe(
      '403 second_person_required',
    );
    // Before the claim was set, accounts were persons.
    expect(await by({ ...person('releaser', 'x'), subject: '4712', person: '4712', account: '4711' })).toBe(
      '403 second_person_required',
    );
    expect(await by({ ...person('releaser', 'x'), subject: '4712', person: '4712', account: 'rolf' })).toBe(
      'none',
    );
  });

  it.each(spellings('rita'))('who reviewed as rita does not release as "%s"', async (name) => {
    expect(await release(await sealed(), name)).toBe('403 second_person_required');
  });

  it.each(spellings('sam'))('two releases are two persons: "%s" is sam', async (name) => {
    const id = await sealed(2);
    expect(await release(id, 'sam')).toBe('none');
    // To the letter it is the same release once more, whose answer was lost.
    expect(await release(id, name)).toBe(name === 'sam' ? 'none' : '409 already_decided');
    expect(await desk.store.parts(id, RELEASE())).toHaveLength(1);
    expect((await desk.store.read(id))?.status).toBe('awaiting-release');
    expect(await release(id, 'tess')).toBe('none');
    expect((await desk.store.read(id))?.status).toBe('release-decided');
  });

  it.each(spellings('ruth'))('who vouched by a call as ruth takes no package as "%s"', async (name) => {
    const id = await fileSample(desk.store);
    await clarifyDemand(id, CALL_BACK, person('reviewer', 'ruth'), desk);
    const record = await desk.store.read(id);
    if (!record) throw new Error('it was filed');
    const fetch = (subject: string) =>
      problemOf(requireApart('fetch', record, person('agent', subject, 'us-usao-ndca'), desk));
    expect(await fetch(name)).toBe('403 decided_on_it');
    expect(await fetch('otto')).toBe('none');
  });

  it('a release that stands under its spelling, as earlier deployments wrote it, still counts', async () => {
    const id = await sealed(2);
    await changeDemand(desk, id, (_record, at) => ({
      set: {},
      action: 'release.approved',
      actor: { kind: 'releaser', subject: 'Sam' },
      detail: {},
      parts: [created(RELEASE('Sam'), { ...LEAVE, by: 'Sam', at })],
      result: undefined,
    }));
    expect(await release(id, 'sam')).toBe('409 already_decided');
    expect(await release(id, 'tess')).toBe('none');
    expect(await desk.store.parts(id, RELEASE())).toHaveLength(2);
  });

  describe('at once', () => {
    it('one person by several spellings releases once', async () => {
      const id = await sealed(2);
      const answers = await Promise.all(spellings('sam').map((name) => release(id, name)));
      expect(answers.filter((answer) => answer === 'none')).toHaveLength(1);
      expect(new Set(answers)).toEqual(new Set(['none', '409 already_decided']));
      expect(await desk.store.parts(id, RELEASE())).toHaveLength(1);
      expect((await desk.store.read(id))?.status).toBe('awaiting-release');
    });

    it.each(['olga', 'OLGA', 'Ruth '])(
      'nobody both changes a demand and reviews it, here "%s"',
      async (name) => {
        const id = await fileSample(desk.store, { record: { filedBy: 'otto' } });
        const agent = person('agent', name.toLowerCase().trim(), 'us-usao-ndca');
        await Promise.all([
          problemOf(clarifyDemand(id, AMENDMENT, agent, desk)),
          review(id, name),
          clarify(id, name.toUpperCase()),
        ]);
        const record = await desk.store.read(id);
        if (record?.status === 'filed') await step(id, 'review.requested');
        await review(id, name, record?.round);
        const [after, decided] = [
          await desk.store.read(id),
          await desk.store.part(id, REVIEW(record?.round ?? 1)),
        ];
        const changers = after?.clarifiedBy ?? [];
        expect(decided && changers.some((changer) => isSamePerson(changer, decided.by))).not.toBe(true);
        // One of the two did happen.
        expect([...changers, ...(decided ? [decided.by] : [])]).not.toEqual([]);
      },
    );
  });

  describe('of one session at the issuer', () => {
    const inSession = <P extends object>(principal: P) => ({ ...principal, session: SESSION });

    it('are one: the session in which it was filed decides nothing', async () => {
      const id = await fileSample(desk.store, { record: { sessions: { [SESSION]: 'olga' } } });
      const denied = '403 same_session';
      expect(await problemOf(clarifyDemand(id, CALL_BACK, inSession(rita), desk))).toBe(denied);
      expect(await problemOf(decideReview(id, APPROVE, inSession(rita), desk))).toBe(denied);
      const later = await sealed(1, { sessions: { [SESSION]: 'olga' } });
      expect(await problemOf(decideRelease(later, LEAVE, inSession(person('releaser', 'sam')), desk))).toBe(
        denied,
      );
    });

    it('are one: the session in which it was amended, clarified, reviewed or released does not go on as another', async () => {
      const amended = await fileSample(desk.store);
      await clarifyDemand(amended, AMENDMENT, inSession(olga), desk);
      await step(amended, 'review.requested');
      const request = { ...APPROVE, round: 2 };
      expect(await problemOf(decideReview(amended, request, inSession(rita), desk))).toBe('403 same_session');

      const vouched = await fileSample(desk.store);
      await clarifyDemand(vouched, CALL_BACK, inSession(ruth), desk);
      await step(vouched, 'review.requested');
      expect(await problemOf(decideReview(vouched, request, inSession(rita), desk))).toBe('403 same_session');

      const reviewed = await fileSample(desk.store, { determination: { approvals: 2 } });
      await decideReview(reviewed, APPROVE, inSession(rita), desk);
      await step(reviewed, 'disclosure.sealed');
      await step(reviewed, 'release.requested');
      const releases = (name: string, session?: string) =>
        problemOf(decideRelease(reviewed, LEAVE, { ...person('releaser', name), session }, desk));
      expect(await releases('sam', SESSION)).toBe('403 same_session');
      expect(await releases('sam', 'cd'.repeat(32))).toBe('none');
      expect(await releases('tess', 'cd'.repeat(32))).toBe('403 same_session');
      expect(await releases('tess')).toBe('none');
    });

    it('may clarify again in their own', async () => {
      const id = await fileSample(desk.store);
      await clarifyDemand(id, CALL_BACK, inSession(ruth), desk);
      await step(id, 'review.requested');
      const again = { ...CALL_BACK, signals: ['lookalike-domain' as const] };
      expect(await problemOf(clarifyDemand(id, again, inSession(ruth), desk))).toBe('none');
    });
  });
});
