import type { DrawAnswer } from '../../functions/desk/draw-paper.schema.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import { readDemand } from '../../functions/desk/read-demands.ts';
import { readPaper } from '../../functions/desk/read-paper.ts';
import { tellLooks } from '../../functions/desk/tell-looks.ts';
import { milestonesOf } from '../../functions/ledger/agent-events.ts';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { RELEASE } from '../../functions/ledger/parts/release.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { publicEvent } from '../../functions/ledger/public-event.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { resumeDemand } from '../../functions/review/resume.ts';
import { StoreBusy } from '../../functions/shared/faults.ts';
import { answerOf } from '../kit/answers.ts';
import { memoryDeps, olga, person, problemOf, rita, sam, tess } from '../kit/desk.ts';
import { FILED_AT, fileSample } from '../kit/filed-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { sampleFacts } from '../kit/sample-facts.ts';
import { forDesk } from '../kit/sides.ts';
import { law } from '../validity/law.ts';

const [ORDER, ANNEX] = ['a'.repeat(64), 'b'.repeat(64)];
const PACKAGE = 'c'.repeat(64);

async function arrange(record: Record<string, unknown> = {}) {
  const deps = memoryDeps();
  const demand = sampleDemand({
    documents: [ORDER, ANNEX].map((sha256) => ({ sha256, mediaType: 'application/pdf', title: 'Order' })),
    data: ['subscriber', 'sessions'],
  });
  const documents = [ORDER, ANNEX].map((sha256) => ({ sha256, versionId: 'v1', size: 9 }));
  const id = await fileSample(deps.store, { record: { demand, documents, ...record } });
  const looking = {
    ...deps,
    link: async () => ({ url: 'https://store.example.com/', expiresIn: 300, bucket: 'b', key: 'k' }),
    draw: async (): Promise<DrawAnswer> => ({ pages: 9, png: 'AAAA' }),
  };
  const show = (sha256: string, page: number, who: Parameters<typeof readPaper>[1] = rita, own = looking) =>
    readPaper({ id, sha256, page }, who, own);
  const told = async () => (await deps.store.events(id)).filter(({ action }) => action === 'demand.looked');
  return { id, deps, looking, show, told };
}

describe('a look', () => {
  it('at a page is in the ledger once for each person and page, whoever asks how often', async () => {
    const { show, told, id, deps } = await arrange();
    for (const page of [1, 1, 3, 2, 2]) await show(ORDER, page);
    await show(ORDER, 1, person('reviewer', 'RITA'));
    await show(ORDER, 1, person('releaser', 'sam'));
    const events = await told();
    expect(events.map(({ actor, detail }) => [actor.kind, detail.looks])).toEqual([
      ['reviewer', [{ what: 'paper', sha256: ORDER, page: 1, pages: 9 }]],
      ['reviewer', [{ what: 'paper', sha256: ORDER, page: 3, pages: 9 }]],
      ['reviewer', [{ what: 'paper', sha256: ORDER, page: 2, pages: 9 }]],
      ['releaser', [{ what: 'paper', sha256: ORDER, page: 1, pages: 9 }]],
    ]);
    const { looks } = await forDesk(readDemand(id, rita, deps));
    expect(looks?.map(({ by, shown, pages }) => [by, shown, pages])).toEqual(
      expect.arrayContaining([
        ['rita', [{ first: 1, last: 3 }], 9],
        ['sam', [{ first: 1, last: 1 }], 9],
      ]),
    );
  });

  it('is told before anything is shown: what the ledger does not take is not answered', async () => {
    const { show, id, deps, looking } = await arrange();
    const store = {
      ...deps.store,
      commit: async () => {
        throw new StoreBusy('away');
      },
    };
    await expect(show(ORDER, 1, rita, { ...looking, store })).rejects.toThrow(StoreBusy);
    await expect(readDemand(id, rita, { ...deps, store })).rejects.toThrow(StoreBusy);
    expect(await readDemand(id, olga, { ...deps, store })).toMatchObject({ id });
  });

  it('at the accounts is told once for each person and round', async () => {
    const { id, deps, told } = await arrange({ status: 'awaiting-release', packageSha256: PACKAGE });
    for (const who of [rita, rita, sam]) answerOf(readDemandRoute, await readDemand(id, who, deps));
    const looks = [{ what: 'accounts', round: 1 }];
    expect((await told()).map(({ actor, detail }) => [actor.subject, detail.looks])).toEqual([
      ['rita', looks],
      ['sam', looks],
    ]);
  });

  it('leaves a demand where it stands, and is told neither to agents nor to anyone outside', async () => {
    const { id, deps, show, told } = await arrange({ status: 'failed', failedIn: 'reviewed' });
    const before = await readDemand(id, olga, deps);
    await show(ORDER, 1);
    expect(await deps.store.read(id)).toMatchObject({ status: 'failed', failedIn: 'reviewed', version: 2 });
    expect(await readDemand(id, olga, deps)).toEqual(before);
    const events = await told();
    expect(events).toHaveLength(1);
    expect(milestonesOf(events)).toEqual([]);
    expect(events.map(publicEvent)).toEqual([undefined]);
  });

  it('has a key that names nobody', async () => {
    const { show, told } = await arrange();
    await show(ORDER, 1);
    const [event] = await told();
    expect(Object.keys(event?.parts ?? {})).toEqual([
      expect.stringMatching(new RegExp(`^look#paper#${ORDER}#[0-9a-f]{64}$`)),
    ]);
  });
});

describe('a decision', () => {
  it('names the papers that its maker had looked at, and nobody else’s', async () => {
    const { id, deps, show } = await arrange();
    for (const sha256 of [ORDER, ANNEX]) await show(sha256, 1);
    await readDemand(id, rita, deps);
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    const read = { papers: [ORDER, ANNEX], accounts: true, package: false };
    expect(await deps.store.part(id, REVIEW(1))).toMatchObject({ read });
    expect((await deps.store.events(id)).at(-1)).toMatchObject({
      action: 'review.decided',
      detail: { read },
    });
  });

  it.each(['approve', 'refuse', 'redirect'] as const)(
    'to %s is of who opened every paper, and not of who saw others open them',
    async (decision) => {
      const { id, deps, show } = await arrange();
      const reason = { approve: undefined, refuse: 'too-vague', redirect: 'other-provider' }[decision];
      const request = { round: 1, decision, ...(reason ? { reason } : {}) };
      const decide = () => problemOf(decideReview(id, request, rita, deps));
      for (const sha256 of [ORDER, ANNEX]) await show(sha256, 1, person('reviewer', 'ruth'));
      await show(ORDER, 1);
      const before = await deps.store.read(id);
      expect(await decide()).toBe('409 paper_not_read');
      await expect(decideReview(id, request, rita, deps)).rejects.toThrow(
        expect.objectContaining({ detail: expect.stringContaining(`${ANNEX}. Of one`) }),
      );
      expect(await deps.store.read(id)).toEqual(before);
      await show(ANNEX, 4);
      expect(await decide()).toBe('none');
    },
  );

  it.each(['retry', 'refuse'] as const)(
    'to %s what failed is of who opened every paper; of what was withdrawn, of anybody',
    async (action) => {
      const failed = { status: 'failed', failedIn: 'awaiting-review' };
      const reason = { retry: 'cause-removed', refuse: 'cannot-be-carried-out' }[action];
      const takeUp = ({ id, deps }: Awaited<ReturnType<typeof arrange>>, readElsewhere: string[] = []) =>
        problemOf(resumeDemand(id, { action, reason, text: 'It works again.', readElsewhere }, rita, deps));
      const arranged = await arrange(failed);
      const { id, deps, looking, show } = arranged;
      await show(ORDER, 1);
      expect(await takeUp(arranged)).toBe('409 paper_not_read');
      expect(await takeUp(arranged, [ANNEX])).toBe('409 paper_not_read');
      const undrawn = { ...looking, draw: async (): Promise<DrawAnswer> => ({ fault: 'encrypted' }) };
      await problemOf(show(ANNEX, 1, rita, undrawn));
      expect(await takeUp(arranged, [ANNEX])).toBe('none');
      expect((await deps.store.events(id)).at(-1)?.detail).toMatchObject({
        read: { papers: [ORDER], elsewhere: [ANNEX] },
      });
      const withdrawn = await arrange({ ...failed, withdrawnAt: FILED_AT });
      expect(await takeUp(withdrawn)).toBe(action === 'retry' ? 'none' : '410 withdrawn');
    },
  );

  it('on a paper that cannot be shown is of who asked for it and read it elsewhere', async () => {
    const { id, deps, looking, show } = await arrange();
    const undrawn = { ...looking, draw: async (): Promise<DrawAnswer> => ({ fault: 'encrypted' }) };
    const decide = () =>
      problemOf(
        decideReview(
          id,
          { round: 1, decision: 'refuse', reason: 'too-vague', readElsewhere: [ANNEX, ORDER] },
          rita,
          deps,
        ),
      );
    await show(ORDER, 1);
    expect(await decide()).toBe('409 paper_not_read');
    for (let time = 0; time < 2; time += 1)
      expect(await problemOf(show(ANNEX, 1, rita, undrawn))).toBe('422 paper_unreadable');
    expect(await decide()).toBe('none');
    const events = await deps.store.events(id);
    expect(events.slice(-2).map(({ detail }) => detail)).toMatchObject([
      { looks: [{ what: 'paper', sha256: ANNEX, notShown: 'unreadable' }] },
      { read: { papers: [ORDER], elsewhere: [ANNEX] } },
    ]);
  });

  it('on a paper that no scanner has seen waits for the scanner, a quarter of an hour at most', async () => {
    const { id, deps, looking, show } = await arrange();
    const verdicts = { ...looking.verdicts, of: async () => 'unscanned' as const };
    const ask = () => problemOf(readPaper({ id, sha256: ANNEX, page: 1 }, rita, { ...looking, verdicts }));
    const decide = () =>
      problemOf(
        decideReview(
          id,
          { round: 1, decision: 'refuse', reason: 'too-vague', readElsewhere: [ANNEX] },
          rita,
          deps,
        ),
      );
    await show(ORDER, 1);
    deps.time.now = new Date(Date.parse(FILED_AT) + 14 * 60_000);
    expect(await ask()).toBe('409 paper_not_scanned');
    expect(await decide()).toBe('409 paper_not_read');
    deps.time.now = new Date(Date.parse(FILED_AT) + 15 * 60_000);
    expect(await ask()).toBe('409 paper_not_scanned');
    expect(await decide()).toBe('none');
  });

  describe('on a demand without any paper', () => {
    const PAPER = 'e'.repeat(64);
    const bare = async (record: Record<string, unknown> = {}) => {
      const deps = { ...memoryDeps(), rulebook: law };
      return { deps, id: await fileSample(deps.store, { record }) };
    };

    it('approves nothing that compels before somebody has read its paper', async () => {
      const { id, deps } = await bare();
      const approve = { round: 1, decision: 'approve' } as const;
      expect(await problemOf(decideReview(id, approve, rita, deps))).toBe('409 no_paper_served');
      await decideReview(id, { ...approve, readElsewhere: [PAPER] }, rita, deps);
      expect((await deps.store.part(id, REVIEW(1)))?.read).toMatchObject({ papers: [], elsewhere: [PAPER] });
    });

    it('refuses it as it is', async () => {
      const { id, deps } = await bare();
      const refuse = { round: 1, decision: 'refuse', reason: 'too-vague' } as const;
      expect(await problemOf(decideReview(id, refuse, rita, deps))).toBe('none');
    });

    it('takes it up again only with its paper, or to refuse it', async () => {
      const failed = { status: 'failed', failedIn: 'awaiting-review' };
      const retry = { action: 'retry', reason: 'cause-removed' } as const;
      const [one, other] = [await bare(failed), await bare(failed)];
      expect(await problemOf(resumeDemand(one.id, retry, rita, one.deps))).toBe('409 no_paper_served');
      const read = { ...retry, readElsewhere: [PAPER] };
      expect(await problemOf(resumeDemand(one.id, read, rita, one.deps))).toBe('none');
      const refuse = { action: 'refuse', reason: 'cannot-be-carried-out' } as const;
      expect(await problemOf(resumeDemand(other.id, refuse, rita, other.deps))).toBe('none');
    });

    it('waits for none where a life is in danger', async () => {
      const { id, deps } = await bare({ facts: { ...sampleFacts(), series: 'emergency' } });
      const approve = { round: 1, decision: 'approve' } as const;
      expect(await problemOf(decideReview(id, approve, rita, deps))).toBe('none');
    });
  });

  it('in an emergency waits for no paper, and says what was read', async () => {
    const { id, deps } = await arrange({ facts: { ...sampleFacts(), series: 'emergency' } });
    await decideReview(id, { round: 1, decision: 'refuse', reason: 'too-vague' }, rita, deps);
    const read = { papers: [], accounts: false, package: false };
    expect((await deps.store.events(id)).at(-1)?.detail).toMatchObject({ read });
  });

  it('on a release names the package that its maker had looked into', async () => {
    const { id, deps, show } = await arrange();
    for (const sha256 of [ORDER, ANNEX]) await show(sha256, 1);
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    for (const action of ['disclosure.sealed', 'release.requested'] as const)
      await changeDemand(deps, id, () => ({
        set: { packageSha256: PACKAGE },
        action,
        actor: SERVICE,
        detail: {},
        result: undefined,
      }));
    const read = { papers: [ORDER], accounts: true, package: true };
    await show(ORDER, 2, sam);
    await readDemand(id, sam, deps);
    const release = { decision: 'release', packageSha256: PACKAGE } as const;
    const seeing = { ...deps, rulebook: law };
    expect(await problemOf(decideRelease(id, release, sam, seeing))).toBe('409 package_not_seen');
    await tellLooks(id, [{ what: 'package', sha256: 'd'.repeat(64) }], sam, deps);
    await tellLooks(id, [{ what: 'package', sha256: PACKAGE }], tess, deps);
    expect(await problemOf(decideRelease(id, release, sam, seeing))).toBe('409 package_not_seen');
    await tellLooks(id, [{ what: 'package', sha256: PACKAGE }], sam, deps);
    await decideRelease(id, release, sam, seeing);
    expect(await deps.store.parts(id, RELEASE())).toMatchObject([{ by: 'sam', read }]);
    expect((await deps.store.events(id)).at(-1)).toMatchObject({
      action: 'release.decided',
      detail: { read },
    });
  });
});
