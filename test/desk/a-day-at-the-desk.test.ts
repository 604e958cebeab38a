import type { DemandSummary } from '../../functions/desk/demand-view.schema.ts';
import { type DeskQuery, listDesk } from '../../functions/desk/list-desk.ts';
import { readDemand } from '../../functions/desk/read-demands.ts';
import { fileDemand } from '../../functions/intake/file-demand.ts';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import type { AccountDirectory } from '../../functions/provider/account-directory.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { actOnMany } from '../../functions/review/bulk.ts';
import { claimDemand } from '../../functions/review/claim.ts';
import { addComment } from '../../functions/review/comment.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { addNote } from '../../functions/review/note.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { REASONS } from '../../functions/shared/determination.schema.ts';
import type { Principal } from '../../functions/shared/principal.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { knownLaw } from '../../functions/validity/known-law.ts';
import { memoryDeps, olga, person, problemOf, rita, ruth, sam, tess } from '../kit/desk.ts';
import { memoryDocuments } from '../kit/memory-documents.ts';
import { forDesk } from '../kit/sides.ts';
import { law, sampleOf } from '../validity/law.ts';

const COUNT = 200;
const PACKAGE = 'cd'.repeat(32);
const REFUSE = { decision: 'refuse', reason: 'too-vague' } as const;
const INSTRUMENTS = [
  'us/grand-jury-subpoena',
  'us/search-warrant',
  'us/2703d-order',
  'us/emergency-disclosure',
];
type Reviewer = Principal<'reviewer'>;

/** A desk whose demands are filed and checked through the use cases of the API and of the workflow. */
function openDay() {
  const desk = {
    ...memoryDeps(),
    trace: async () => {},
    dictionary: law.dictionary,
    nonces: { use: async () => 'ours' as const },
    documents: memoryDocuments(() => undefined).store,
    executions: { start: async () => {} },
    law: knownLaw(law),
    directory: {
      find: async ({ value }) => ({
        identifier: value,
        holders: [{ account: 'acct-1', customer: 'consumer' }],
        otherTimes: [],
      }),
    } satisfies AccountDirectory,
  };
  let filed = 0;
  const file = async (change: Partial<Demand> = {}) => {
    const instrument = INSTRUMENTS[filed % INSTRUMENTS.length] ?? '';
    const { documents: _documents, ...paper } = sampleOf(instrument).demand;
    desk.time.now = new Date(Date.parse('2026-11-23T08:00:00Z') + 10_000 * filed++);
    const { id } = await fileDemand(
      {
        demand: { ...paper, reference: `REF-${filed}`, ...change },
        idempotencyKey: `key-of-demand-${filed}`,
        authorityId: 'us-usao-ndca',
        subject: 'olga',
        session: undefined,
      },
      desk,
    );
    const { outcome } = await checkValidity({ demandId: id, round: 1 }, desk);
    if (['reject', 'redirect', 'preserve'].includes(outcome)) throw new Error(`${instrument}: ${outcome}`);
    await awaitDecision('review', { demandId: id, round: 1, token: `t-${id}` }, desk);
    return id;
  };
  const list = (query: DeskQuery, who: Principal = rita) => listDesk({ limit: 200, ...query }, who, desk);
  return { desk, file, list };
}
type Day = ReturnType<typeof openDay>;

/** A reviewer takes what presses most and is nobody's, ten at a time, until nothing is left. */
async function work({ desk, list }: Day, who: Reviewer, seen: string[]): Promise<void> {
  for (;;) {
    const { demands } = await list({ holder: 'none', status: ['awaiting-review'], limit: 10 }, who);
    if (demands.length === 0) return;
    const claims = {
      action: 'claim' as const,
      demands: demands.map(({ id, matter }) => ({ id, on: matter })),
    };
    const { answers } = await actOnMany(claims, who, desk);
    const mine = answers.filter(({ status }) => status === 200).map(({ id }) => id);
    for (const id of mine) {
      const { matter, round, demand } = await forDesk(readDemand(id, who, desk));
      seen.push(id);
      await addNote(id, { text: `Read by ${who.subject}.` }, who, desk);
      if (demand.reference?.endsWith('7')) await addComment(id, { text: 'We are at it.' }, who, desk);
      const decide = (decision: Parameters<typeof decideReview>[1]) =>
        problemOf(decideReview(id, decision, who, desk));
      const common = { round, on: matter };
      const approved = demand.reference?.endsWith('3')
        ? 'refused'
        : await decide({ ...common, decision: 'approve', resolves: [...REASONS] });
      if (approved !== 'none' && (await decide({ ...common, ...REFUSE })) !== 'none')
        throw new Error(`nobody could decide on ${demand.instrument}`);
    }
  }
}

const key = ({ danger, due = '~', filedAt }: DemandSummary) => [danger, due, filedAt].join('#');

describe('a day at the desk with 200 demands', () => {
  const day = openDay();
  const { desk, file, list } = day;
  const people: Reviewer[] = [rita, ruth, person('reviewer', 'rosa')];
  const seen: string[] = [];
  const ids: string[] = [];
  beforeAll(async () => {
    for (let count = 0; count < COUNT; count += 1) ids.push(await file());
    desk.time.now = new Date('2026-11-23T09:00:00Z');
  }, 60_000);

  it('begins with all of them, the most dangerous first, then by day, and nobody works on any', async () => {
    const { demands, counts } = await list({});
    expect(demands.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const keys = demands.map(key);
    expect(keys).toEqual([...keys].sort());
    expect(new Set(demands.map(({ danger }) => danger)).size).toBeGreaterThan(1);
    expect(counts).toMatchObject({ all: COUNT, unclaimed: COUNT, byStatus: { 'awaiting-review': COUNT } });
  });

  it('has people who claim, and nobody else is shown as free what is theirs', async () => {
    const [first] = (await list({})).demands;
    if (!first) throw new Error('a demand was expected');
    await claimDemand(first.id, { action: 'claim' }, rita, desk);
    expect((await list({ holder: 'none' }, ruth)).demands.map(({ id }) => id)).not.toContain(first.id);
    expect((await list({ holder: 'me' })).demands.map(({ id }) => id)).toEqual([first.id]);
    expect((await list({})).counts?.unclaimed).toBe(COUNT - 1);
    await claimDemand(first.id, { action: 'give-back' }, rita, desk);
  });

  it('has an agent who asks, and is found and answered', async () => {
    const [id = ''] = ids;
    await addComment(id, { text: 'When will you answer?' }, olga, desk);
    expect((await list({ waits: 'comment' })).demands.map((row) => row.id)).toEqual([id]);
    await addComment(id, { text: 'Today.' }, rita, desk);
    expect((await list({})).counts?.waits).toMatchObject({ order: 0, comment: 0 });
  });

  it('ends with each decided once, by who had claimed it, and nothing lost', async () => {
    await Promise.all(people.map((who) => work(day, who, seen)));
    expect([...seen].sort()).toEqual([...ids].sort());
    const { demands, counts } = await list({});
    expect(demands.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(counts).toMatchObject({ all: COUNT, unclaimed: 0, byStatus: { reviewed: COUNT } });
    for (const id of ids) {
      const events = await desk.store.events(id);
      expect(findChainFaults(events)).toEqual([]);
      const decided = events.filter(({ action }) => action === 'review.decided');
      const claimed = events.findLast(({ action }) => action === 'demand.claimed');
      expect(decided.map(({ actor }) => actor.subject)).toEqual([claimed?.actor.subject]);
    }
  });

  it('goes on to the releases, of what was approved and nothing else', async () => {
    const approved: string[] = [];
    for (const id of ids)
      if ((await desk.store.part(id, REVIEW(1)))?.decision === 'approve') approved.push(id);
    expect(approved.length).toBeGreaterThan(COUNT / 4);
    expect(approved.length).toBeLessThan(COUNT);
    const some = approved.slice(0, 20);
    for (const id of some)
      for (const action of ['disclosure.sealed', 'release.requested'] as const)
        await changeDemand(desk, id, () => ({
          set: { packageSha256: PACKAGE },
          action,
          actor: SERVICE,
          detail: {},
          result: undefined,
        }));
    expect((await list({ holder: 'none' })).demands.map(({ id }) => id).sort()).toEqual([...some].sort());
    for (const id of some) {
      await claimDemand(id, { action: 'claim' }, sam, desk);
      const leave = { decision: 'release', packageSha256: PACKAGE } as const;
      expect(await problemOf(decideRelease(id, leave, tess, desk))).toBe('409 claimed_by_another');
      const { missing } = await decideRelease(id, leave, sam, desk);
      if (missing > 0) expect(await decideRelease(id, leave, tess, desk)).toMatchObject({ missing: 0 });
    }
    expect((await list({})).counts).toMatchObject({
      all: COUNT,
      unclaimed: 0,
      byStatus: { reviewed: COUNT - some.length, 'release-decided': some.length },
    });
  });
});
