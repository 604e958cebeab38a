import { viewForAgent } from '../../functions/desk/agent-view.ts';
import { csvAnswer } from '../../functions/desk/desk-csv.ts';
import { listDemandsRoute } from '../../functions/desk/list-demands.route.ts';
import { listDesk } from '../../functions/desk/list-desk.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import { readDemand } from '../../functions/desk/read-demands.ts';
import { milestonesOf } from '../../functions/ledger/agent-events.ts';
import { publicEvent } from '../../functions/ledger/public-event.ts';
import { CommentRequest } from '../../functions/review/comment.route.ts';
import { addComment } from '../../functions/review/comment.ts';
import { addNote } from '../../functions/review/note.ts';
import { answerOf } from '../kit/answers.ts';
import { fred, memoryDeps, olga, olgaReviews, person, problemOf, rita, ruth, sam } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { forDesk } from '../kit/sides.ts';
import { anOrder, silencedDemand } from '../kit/silenced-demand.ts';

const SECRET = 'the customer is an informant';

async function arrange(record: Record<string, unknown> = {}) {
  const deps = memoryDeps();
  const id = await fileSample(deps.store, { record });
  const comment = (text: string, who: Parameters<typeof addComment>[2]) =>
    addComment(id, { text }, who, deps);
  const note = (text: string, who: Parameters<typeof addNote>[2] = rita) => addNote(id, { text }, who, deps);
  const list = async (query: Parameters<typeof listDesk>[0]) => {
    const page = await listDesk(query, rita, deps);
    answerOf(listDemandsRoute, page);
    return page;
  };
  const forAgent = async () => {
    const view = await readDemand(id, olga, deps);
    answerOf(readDemandRoute, view);
    return view;
  };
  const events = async () => (await deps.store.events(id)).slice(1);
  return { id, deps, comment, note, list, forAgent, events };
}

describe('comments', () => {
  it('are seen by both sides, and agents are not told who of the desk wrote', async () => {
    const { id, deps, comment, forAgent } = await arrange();
    expect(await comment('When will you answer?', olga)).toEqual({ id, comment: 1 });
    expect(await comment('Within the week.', rita)).toEqual({ id, comment: 2 });
    const { comments } = await forDesk(readDemand(id, sam, deps));
    expect(comments?.map(({ by, side, text }) => [by, side, text])).toEqual([
      ['olga', 'authority', 'When will you answer?'],
      ['rita', 'desk', 'Within the week.'],
    ]);
    expect((await forAgent()).comments).toEqual([
      expect.objectContaining({ number: 1, side: 'authority', by: 'olga' }),
      { number: 2, side: 'desk', at: '2026-11-23T10:00:00.000Z', text: 'Within the week.' },
    ]);
    expect(milestonesOf(await deps.store.events(id)).slice(1)).toEqual([
      expect.objectContaining({ event: 'commented', by: 'olga' }),
      { number: 3, event: 'commented', at: '2026-11-23T10:00:00.000Z' },
    ]);
  });

  it('are in no event, and no decision is stale because of them', async () => {
    const { id, deps, comment, note, events } = await arrange();
    await comment(SECRET, olga);
    await note(SECRET);
    const told = JSON.stringify(await events());
    expect(told).not.toContain(SECRET);
    expect((await events()).map(({ parts }) => Object.keys(parts ?? {}))).toEqual([
      ['comment#1'],
      ['note#1'],
    ]);
    expect(JSON.stringify((await events()).map(publicEvent))).not.toMatch(/olga|rita|[0-9a-f]{64}/);
    expect((await forDesk(readDemand(id, rita, deps))).matter).toBe(1);
  });

  it('again by the same person are one, whose answer was lost', async () => {
    const { id, comment, note, events } = await arrange();
    await comment('When?', olga);
    expect(await comment('When?', olga)).toEqual({ id, comment: 1 });
    await note('Look again.');
    expect(await note('Look again.')).toEqual({ id, note: 1 });
    expect(await events()).toHaveLength(2);
    expect(await note('Look again.', ruth)).toEqual({ id, note: 2 });
  });

  it('at once are each kept, in an order that both sides see', async () => {
    const { comment, forAgent } = await arrange();
    await Promise.all([comment('One.', olga), comment('Two.', rita), comment('Three.', sam)]);
    const { comments } = await forAgent();
    expect(comments?.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(comments?.map(({ text }) => text).sort()).toEqual(['One.', 'Three.', 'Two.']);
  });

  it('are of who may see the demand, and of nobody with a part on both sides', async () => {
    const { comment, note } = await arrange();
    expect(await problemOf(comment('Hello.', fred))).toBe('404 not_found');
    expect(await problemOf(comment('Hello.', olgaReviews))).toBe('403 own_demand');
    expect(await problemOf(note('Hello.', olgaReviews))).toBe('403 own_demand');
    const one = { ...rita, session: 'a'.repeat(64) };
    await comment('Hello.', { ...olga, session: 'a'.repeat(64) });
    expect(await problemOf(comment('Hello.', one))).toBe('403 same_session');
  });

  it('are a hundred of each side', async () => {
    const { comment } = await arrange();
    for (let count = 0; count < 100; count += 1) await comment(`${count}`, olga);
    expect(await problemOf(comment('one more', olga))).toBe('409 too_many_comments');
    expect(await problemOf(comment('an answer', rita))).toBe('none');
  });

  it.each([
    [{ text: '' }],
    [{ text: 'x'.repeat(4001) }],
    [{ text: 'to\u202ead' }],
    [{ text: 'a', to: 'olga' }],
  ])('are refused where they are no text', (body) => {
    expect(CommentRequest.safeParse(body).success).toBe(false);
  });
});

describe('notes', () => {
  it('are the desk’s alone', async () => {
    const { id, deps, note, forAgent } = await arrange();
    const before = JSON.stringify(await forAgent());
    await note(SECRET);
    expect((await forDesk(readDemand(id, sam, deps))).notes).toEqual([
      { number: 1, by: 'rita', at: '2026-11-23T10:00:00.000Z', text: SECRET },
    ]);
    expect(JSON.stringify(await forAgent())).toBe(before);
    expect(milestonesOf(await deps.store.events(id))).toHaveLength(1);
    const record = await deps.store.read(id);
    if (!record) throw new Error('a demand was expected');
    expect(JSON.stringify(await viewForAgent(record, deps))).not.toContain(SECRET);
  });
});

describe('what waits beside decisions', () => {
  it('is a comment of the authority until the desk writes, also of what is closed', async () => {
    const { id, comment, list } = await arrange({ status: 'closed', conclusion: 'refused' });
    await comment('Why was it refused?', olga);
    await comment('Please tell us.', olga);
    const { demands, counts } = await list({ waits: 'comment' });
    expect(demands.map((row) => [row.id, row.waits])).toEqual([[id, ['comment']]]);
    expect(counts).toMatchObject({ all: 1, waits: { order: 0, comment: 1 } });
    expect((await list({})).counts?.waits.comment).toBe(1);
    expect((await list({ waits: 'comment', status: ['filed'] })).demands).toEqual([]);
    expect((await list({ waits: 'comment', status: ['closed'] })).demands).toHaveLength(1);
    expect(csvAnswer(await list({ waits: 'comment' }), {}).text).toContain(',"comment",');
    await comment('By our letter of the third.', sam);
    expect((await list({ waits: 'comment' })).demands).toEqual([]);
    await comment('Thank you.', olga);
    expect((await list({ waits: 'comment' })).demands).toHaveLength(1);
  });

  it('is an order of silence until somebody decides on it, also after the demand has ended', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    await demand.bring(anOrder({ kind: 'renewed', of: 0, until: '2027-06-30' }));
    const list = async () => {
      const page = await listDesk({ waits: 'order' }, rita, { ...demand.deps, clock: () => new Date() });
      answerOf(listDemandsRoute, page);
      return [page.demands.map(({ id, waits }) => [id, waits]), page.counts?.waits.order];
    };
    expect(await list()).toEqual([[[demand.id, ['order']]], 1]);
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-09-30' }), person('reviewer', 'rosa'));
    await demand.accept(1);
    expect((await list())[1]).toBe(1);
    await demand.accept(2);
    expect(await list()).toEqual([[], 0]);
  });
});
