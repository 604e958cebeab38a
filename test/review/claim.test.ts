import { listDesk } from '../../functions/desk/list-desk.ts';
import { readDemand } from '../../functions/desk/read-demands.ts';
import { milestonesOf } from '../../functions/ledger/agent-events.ts';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { publicEvent } from '../../functions/ledger/public-event.ts';
import { claimDemand } from '../../functions/review/claim.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { resumeDemand } from '../../functions/review/resume.ts';
import type { Principal } from '../../functions/shared/principal.ts';
import {
  arrangeDesk,
  calledBack,
  memoryDeps,
  olga,
  olgaReviews,
  person,
  problemOf,
  rita,
  ritaReleases,
  ruth,
  sam,
  tess,
} from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { law } from '../validity/law.ts';

const PACKAGE = 'cd'.repeat(32);
const REFUSE = { round: 1, decision: 'refuse', reason: 'too-vague' } as const;
const LEAVE = { decision: 'release', packageSha256: PACKAGE } as const;
const { claims } = law.general.desk;
const DANGER = {
  demand: sampleDemand({ emergency: { danger: 'death', reasons: 'A person is in danger.' } }),
};

async function arrange(change: Parameters<typeof fileSample>[1] = {}) {
  const deps = memoryDeps();
  const id = await fileSample(deps.store, change);
  const act = (action: 'claim' | 'give-back') => (who: Principal<'reviewer' | 'releaser'>) =>
    claimDemand(id, { action }, who, deps);
  const pass = (minutes: number) => {
    deps.time.now = new Date(deps.time.now.getTime() + minutes * 60_000);
  };
  const tell = (action: 'disclosure.sealed' | 'release.requested' | 'demand.failed') =>
    changeDemand(deps, id, () => ({
      set: action === 'disclosure.sealed' ? { packageSha256: PACKAGE } : {},
      action,
      actor: SERVICE,
      detail: {},
      result: undefined,
    }));
  const sealed = async () => {
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    await tell('disclosure.sealed');
    await tell('release.requested');
  };
  const told = async () => (await deps.store.events(id)).filter(({ action }) => /claimed$/.test(action));
  return { id, deps, claim: act('claim'), giveBack: act('give-back'), pass, tell, sealed, told };
}

describe('a claim', () => {
  it('keeps everybody else from deciding until its end, and lets who made it decide', async () => {
    const { id, deps, claim } = await arrange();
    expect(await claim(rita)).toEqual({ id, until: '2026-11-23T10:30:00.000Z' });
    expect(await problemOf(claim(ruth))).toBe('409 claimed');
    expect(await problemOf(decideReview(id, REFUSE, ruth, deps))).toBe('409 claimed_by_another');
    await expect(decideReview(id, REFUSE, ruth, deps)).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('rita') }),
    );
    expect(await problemOf(decideReview(id, REFUSE, person('reviewer', 'RITA'), deps))).toBe('none');
    expect(await deps.store.read(id)).not.toHaveProperty('claim');
  });

  it('changes nothing of what is decided on', async () => {
    const { id, deps, claim, giveBack } = await arrange();
    const on = 1;
    await claim(rita);
    await giveBack(rita);
    expect(await problemOf(decideReview(id, { ...REFUSE, on }, ruth, deps))).toBe('none');
  });

  it('is taken over after its end, which its event says, and at once in an emergency', async () => {
    const { claim, pass, told } = await arrange();
    await claim(rita);
    pass(claims.minutes);
    expect(await claim(ruth)).toMatchObject({ takenOver: 'ended' });
    expect((await told()).at(-1)).toMatchObject({
      action: 'demand.claimed',
      actor: { kind: 'reviewer', subject: 'ruth' },
      detail: { takenOver: 'ended' },
    });
    const urgent = await arrange({ record: DANGER });
    await urgent.claim(rita);
    expect(await urgent.claim(ruth)).toMatchObject({
      takenOver: 'emergency',
      until: '2026-11-23T10:10:00.000Z',
    });
    expect(await problemOf(decideReview(urgent.id, REFUSE, rita, urgent.deps))).toBe(
      '409 claimed_by_another',
    );
  });

  it('is prolonged once half of its time is over, and told no more often than that', async () => {
    const { claim, pass, told } = await arrange();
    const { until } = await claim(rita);
    pass(claims.minutes / 2 - 1);
    expect(await claim(rita)).toMatchObject({ until });
    expect(await told()).toHaveLength(1);
    pass(1);
    const prolonged = await claim(rita);
    expect(prolonged).toMatchObject({ until: '2026-11-23T10:45:00.000Z' });
    expect(prolonged).not.toHaveProperty('takenOver');
    expect(await told()).toHaveLength(2);
  });

  it.each([
    ['a claim', {}, claims],
    ['a claim of an emergency', { record: DANGER }, claims.emergencies],
  ])(
    '%s is prolonged no longer than one person may hold it, and then left to others',
    async (_, change, of) => {
      const { id, deps, claim, giveBack, pass } = await arrange(change);
      const begun = deps.time.now.getTime();
      const end = new Date(begun + of.longest * 60_000).toISOString();
      let until: string | undefined;
      while (until !== end) {
        until = (await claim(rita)).until;
        pass(of.minutes - 1);
      }
      pass(1);
      const again = new Date(Date.parse(end) + of.minutes * 60_000);
      const refused = { code: 'claim_at_limit', detail: expect.stringContaining(again.toISOString()) };
      await expect(claim(rita)).rejects.toMatchObject(refused);
      expect(await giveBack(rita)).toEqual({ id });
      await expect(claim(rita)).rejects.toMatchObject(refused);
      // Nobody else came: what is left to others keeps nobody from deciding, nor from claiming it after that.
      expect(await problemOf(decideReview(id, { ...REFUSE, round: 9 }, rita, deps))).toBe('409 other_round');
      expect(await claim(ruth)).toMatchObject({ takenOver: 'ended' });
      await giveBack(ruth);
      deps.time.now = again;
      expect(await problemOf(claim(rita))).toBe('none');
    },
  );

  it('that is given back and claimed again goes on as one', async () => {
    const { claim, giveBack, pass } = await arrange();
    for (let held = 0; held < claims.longest; held += claims.minutes) {
      await claim(rita);
      pass(claims.minutes);
      await giveBack(rita);
    }
    expect(await problemOf(claim(rita))).toBe('409 claim_at_limit');
    expect(await claim(ruth)).toHaveProperty('until');
  });

  it('of an earlier release, which does not say since when, is prolonged', async () => {
    const claim = { by: 'rita', as: 'reviewer', until: '2026-11-23T10:05:00.000Z' };
    const arranged = await arrange({ record: { claim } });
    expect(await arranged.claim(rita)).toMatchObject({ until: '2026-11-23T10:30:00.000Z' });
  });

  it('is given back by who made it, and by nobody else', async () => {
    const { id, claim, giveBack, told } = await arrange();
    await claim(rita);
    expect(await problemOf(giveBack(ruth))).toBe('409 claimed');
    expect(await giveBack(rita)).toEqual({ id });
    expect(await giveBack(rita)).toEqual({ id });
    expect(await claim(ruth)).not.toHaveProperty('takenOver');
    expect((await told()).map(({ action }) => action)).toEqual([
      'demand.claimed',
      'demand.unclaimed',
      'demand.claimed',
    ]);
  });

  it('is for who may decide on it as it stands', async () => {
    const { deps, id, claim, sealed } = await arrange({ determination: { approvals: 2 } });
    expect(await problemOf(claim(sam))).toBe('409 nothing_to_claim');
    expect(await problemOf(claim(olgaReviews))).toBe('403 own_demand');
    await sealed();
    expect(await problemOf(claim(ruth))).toBe('409 nothing_to_claim');
    expect(await problemOf(claim(ritaReleases))).toBe('403 second_person_required');
    await claim(sam);
    expect(await problemOf(decideRelease(id, LEAVE, tess, deps))).toBe('409 claimed_by_another');
    // One of two is done with it, and the other need not wait.
    await decideRelease(id, LEAVE, sam, deps);
    expect(await problemOf(claim(sam))).toBe('409 already_decided');
    await claim(tess);
    expect(await problemOf(decideRelease(id, LEAVE, tess, deps))).toBe('none');
    expect(await problemOf(claim(tess))).toBe('409 nothing_to_claim');
  });

  it('of what failed is heeded by who takes it up', async () => {
    const { deps, id, claim, tell } = await arrange();
    await tell('demand.failed');
    await claim(rita);
    const retry = { action: 'retry', reason: 'cause-removed' } as const;
    expect(await problemOf(resumeDemand(id, retry, ruth, deps))).toBe('409 claimed_by_another');
    expect(await problemOf(resumeDemand(id, retry, rita, deps))).toBe('none');
    expect(await deps.store.read(id)).not.toHaveProperty('claim');
  });

  it('ends with what its maker vouched for, and decides on no more', async () => {
    const { id, deps, claim } = await arrange();
    await claim(rita);
    await clarifyDemand(id, calledBack(), ruth, deps);
    expect((await deps.store.read(id))?.claim).toMatchObject({ by: 'rita' });
    const other = await arrange();
    await other.claim(rita);
    await clarifyDemand(other.id, calledBack(), rita, other.deps);
    expect((await other.deps.store.read(other.id))?.claim).toBeUndefined();
  });

  it('is shown to the desk while it holds, found by whose it is, and told to no agent', async () => {
    const { id, deps, claim, pass, told } = await arrange();
    const free = await fileSample(deps.store);
    const before = await readDemand(id, olga, deps);
    await claim(rita);
    const holding = { claim: { by: 'rita', until: '2026-11-23T10:30:00.000Z' } };
    expect(await readDemand(id, ruth, deps)).toMatchObject(holding);
    const list = async (holder?: string, who = ruth) => {
      const { demands, counts } = await listDesk({ holder }, who, deps);
      return [demands.map((row) => row.id), counts?.unclaimed];
    };
    expect((await listDesk({}, ruth, deps)).demands.find((row) => row.id === id)).toMatchObject(holding);
    expect((await listDesk({}, ruth, deps)).counts).toMatchObject({ all: 2, unclaimed: 1 });
    expect(await list('none')).toEqual([[free], 1]);
    expect(await list('me', rita)).toEqual([[id], 0]);
    expect(await list('me')).toEqual([[], 0]);
    expect(await list('RITA')).toEqual([[id], 0]);
    pass(claims.minutes);
    expect(await list('rita')).toEqual([[], 0]);
    expect((await list('none'))[1]).toBe(2);
    expect(await readDemand(id, ruth, deps)).not.toHaveProperty('claim');
    expect(await readDemand(id, olga, deps)).toEqual(before);
    const events = await told();
    expect(milestonesOf(events)).toEqual([]);
    expect(JSON.stringify(events.map(publicEvent))).not.toContain('rita');
  });
});

describe('claims at once', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  const arrangeRace = async (minutes: number) => {
    const { deps: common } = arrangeDesk(engine, table);
    const time = { now: new Date('2026-11-23T10:00:00Z') };
    const deps = { ...common, rulebook: law, clock: () => time.now };
    const id = await fileSample(deps.store);
    return {
      id,
      deps,
      pass: () => {
        time.now = new Date(time.now.getTime() + minutes * 60_000);
      },
    };
  };

  it('are one, and all others are told until when', async () => {
    const { id, deps } = await arrangeRace(0);
    const people = ['rita', 'ruth', 'rosa', 'ray', 'rob'].map((name) => person('reviewer', name));
    const answers = await Promise.all(
      people.map((who) => problemOf(claimDemand(id, { action: 'claim' }, who, deps))),
    );
    expect(answers.sort()).toEqual([...Array(4).fill('409 claimed'), 'none']);
    const winner = (await deps.store.read(id))?.claim?.by;
    expect(people.map(({ subject }) => subject)).toContain(winner);
  });

  it('that are over, taken over and decided on: one of these happens, or the decision of who took over', async () => {
    for (let run = 0; run < 8; run += 1) {
      const { id, deps, pass } = await arrangeRace(claims.minutes);
      await claimDemand(id, { action: 'claim' }, rita, deps);
      pass();
      const [took, decided, late] = await Promise.all([
        problemOf(claimDemand(id, { action: 'claim' }, ruth, deps)),
        problemOf(decideReview(id, REFUSE, person('reviewer', 'rosa'), deps)),
        problemOf(decideReview(id, REFUSE, rita, deps)),
      ]);
      const events = (await deps.store.events(id)).map(({ action }) => action);
      const decisions = [decided, late].filter((answer) => answer === 'none');
      expect(events.filter((action) => action === 'review.decided')).toHaveLength(decisions.length);
      // Whoever decides after the claim was taken over is refused for that.
      if (took === 'none') {
        expect([decided, late]).toEqual(['409 claimed_by_another', '409 claimed_by_another']);
        expect((await deps.store.read(id))?.claim?.by).toBe('ruth');
      } else {
        expect(took).toBe('409 nothing_to_claim');
        expect(decisions).toHaveLength(1);
        expect((await deps.store.read(id))?.claim).toBeUndefined();
      }
    }
  });

  it('keep out a decision that comes in the same moment, or come too late', async () => {
    for (let run = 0; run < 8; run += 1) {
      const { id, deps } = await arrangeRace(0);
      const [claimed, decided] = await Promise.all([
        problemOf(claimDemand(id, { action: 'claim' }, rita, deps)),
        problemOf(decideReview(id, REFUSE, ruth, deps)),
      ]);
      expect([
        ['none', '409 claimed_by_another'],
        ['409 nothing_to_claim', 'none'],
      ]).toContainEqual([claimed, decided]);
    }
  });
});
