import { summarise, viewDemand } from '../../functions/desk/demand-view.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import { readDemand } from '../../functions/desk/read-demands.ts';
import { CLARIFICATION } from '../../functions/ledger/parts/clarification.part.ts';
import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { readEvents } from '../../functions/ledger/read-events.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { ConsultRequest, consultRoute } from '../../functions/review/consult.route.ts';
import { consult } from '../../functions/review/consult.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { endInstant } from '../../functions/shared/calendar.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { REASONS } from '../../functions/shared/determination.schema.ts';
import { playDemand } from '../desk/played-demand.ts';
import { answerOf } from '../kit/answers.ts';
import { olga, olgaReviews, problemOf, rita, ruth } from '../kit/desk.ts';
import { sampleOf } from '../validity/law.ts';

const holder = { account: 'acct-1', customer: 'consumer' as const };

async function inReview(instrument = 'us/grand-jury-subpoena', change: Partial<Demand> = {}) {
  const { demand, circumstances } = sampleOf(instrument);
  const { documents: _documents, ...paper } = demand;
  const played = await playDemand(
    { ...paper, ...change },
    { find: async () => ({ holders: [holder], otherTimes: [] }) },
    new Date(circumstances.now),
  );
  const { id, deps } = played;
  const record = async () => {
    const found = await deps.store.read(id);
    if (!found) throw new Error('it was filed');
    return found;
  };
  const until = new Date(Date.parse(circumstances.now) + 14 * 86_400_000).toISOString().slice(0, 10);
  return {
    ...played,
    record,
    ask: { reason: 'paper-incomplete', text: 'Which judge?', fields: ['signatures' as const], until },
    consult: (request: ConsultRequest, who = rita) => consult(id, request, who, deps),
    told: async () => answerOf(readDemandRoute, await readDemand(id, olga, deps)),
    seen: async () => answerOf(readDemandRoute, await viewDemand(await record(), deps)),
    milestones: async () =>
      JSON.stringify(await readEvents(id, { principal: olga, query: {}, store: deps.store })),
    clock: async (name: string) => deps.store.part(id, CLOCK(name)),
    approve: async (who = ruth) => {
      const { round } = await record();
      return decideReview(id, { round, decision: 'approve', resolves: [...REASONS] }, who, deps);
    },
  };
}

describe('a question to who filed a demand', () => {
  it('is told to them, leaves the demand where it is, and is answered by an amendment', async () => {
    const { id, deps, ask, consult, told, record, milestones, run } = await inReview();
    const { matter } = await record();
    const asked = answerOf(consultRoute, await consult({ ask }));
    // Its answer was lost: it is the same question.
    expect(await consult({ ask })).toEqual(asked);
    expect(await record()).toMatchObject({ status: 'awaiting-review', matter });
    const question = { number: 1, fields: ['signatures'], until: ask.until };
    const because = { says: expect.stringContaining('what is missing: signatures'), text: 'Which judge?' };
    expect(await told()).toMatchObject({ status: 'received', questions: [{ ...question, because }] });
    expect(await milestones()).toContain('"event":"asked"');
    expect(JSON.stringify(await deps.store.events(id))).not.toContain('Which judge');
    // What was not asked for is no answer.
    await clarifyDemand(id, { demand: { reference: 'REF-2' } }, olga, deps);
    expect(JSON.stringify(await told())).not.toContain('answeredAt');
    await run();
    await clarifyDemand(id, { demand: { signatures: [{ role: 'judge' }] } }, olga, deps);
    expect(await told()).toMatchObject({ questions: [{ ...question, answeredAt: expect.any(String) }] });
  });

  it('has a reason, fields, an end that is to come, and somebody without a part in the demand', async () => {
    const { ask, consult, record } = await inReview();
    const before = await record();
    expect(await problemOf(consult({ ask: { ...ask, reason: 'too-vague' } }))).toBe(
      '422 reason_of_another_decision',
    );
    const { reason: _reason, ...without } = ask;
    expect(await problemOf(consult({ ask: without }))).toBe('422 reason_missing');
    for (const until of ['2020-01-01', '2099-01-01'])
      expect(await problemOf(consult({ ask: { ...ask, until } }))).toBe('422 date_out_of_range');
    expect(await problemOf(consult({ ask }, olgaReviews))).toBe('403 own_demand');
    expect(await record()).toEqual(before);
    expect(ConsultRequest.safeParse({ ask: { ...ask, fields: [] } }).success).toBe(false);
    expect(ConsultRequest.safeParse({ ask: { ...ask, fields: ['targets'] } }).success).toBe(false);
  });

  it('has a day that is watched: that of the first open one, until all are answered', async () => {
    const { id, deps, ask, consult, clock, record, run } = await inReview();
    const { due } = await record();
    const sooner = new Date(Date.parse(ask.until) - 86_400_000).toISOString().slice(0, 10);
    await consult({ ask });
    expect(await clock('question')).toMatchObject({ until: endInstant(ask.until), state: 'running' });
    await consult({ ask: { ...ask, fields: ['cites'], until: sooner } });
    expect(await clock('question')).toMatchObject({ until: endInstant(sooner), isOurs: true });
    await clarifyDemand(id, { demand: { cites: ['18 USC 2703(c)(2)'] } }, olga, deps);
    expect(await clock('question')).toMatchObject({ until: endInstant(ask.until), state: 'running' });
    await run();
    await clarifyDemand(id, { demand: { signatures: [{ role: 'judge' }] } }, olga, deps);
    expect(await clock('question')).toMatchObject({ state: 'stopped' });
    // What we gave somebody is no date of the demand.
    expect((await record()).due).toBe(due);
  });

  it('is not asked of a demand that was decided on', async () => {
    const { ask, consult, approve } = await inReview();
    await approve();
    expect(await problemOf(consult({ ask }))).toBe('409 not_awaiting_review');
  });
});

describe('counsel', () => {
  it('is asked, keeps approvals waiting, and answers; nobody outside is told', async () => {
    const { consult, approve, seen, told, record, milestones, clock } = await inReview();
    const before = [await told(), await milestones()];
    await consult({ counsel: { reason: 'may-object', text: 'Rule 17(c)?' } });
    expect(await clock('counsel')).toMatchObject({ state: 'running', dueKind: 'clock' });
    expect(summarise(await record(), new Date())).toMatchObject({ atCounsel: true });
    expect(await problemOf(consult({ counsel: { reason: 'privilege' } }, ruth))).toBe('409 counsel_asked');
    expect(await problemOf(approve())).toBe('409 counsel_asked');
    const answer = { counsel: 'Counsel in charge', says: 'Answer it.' };
    answerOf(consultRoute, await consult({ answer }));
    expect(await consult({ answer })).toMatchObject({ number: 1 });
    expect(await clock('counsel')).toMatchObject({ state: 'stopped' });
    expect(await problemOf(consult({ answer: { ...answer, says: 'Do not.' } }))).toBe(
      '409 counsel_not_asked',
    );
    expect(summarise(await record(), new Date())).not.toHaveProperty('atCounsel');
    expect(await seen()).toMatchObject({ counsel: [{ answer: { says: 'Answer it.', by: 'rita' } }] });
    expect([await told(), await milestones()]).toEqual(before);
    expect(await problemOf(approve())).toBe('none');
  });
});

describe('the power of an issuer', () => {
  it('is what a person found of it, before what the paper says', async () => {
    const { demand } = sampleOf('us/2703d-order');
    const issuer = { ...demand.issuer, role: 'state-judge', competence: 'unknown' as const };
    const { id, deps, run, approve, record } = await inReview('us/2703d-order', { issuer });
    const reasons = async () => {
      const { round } = await record();
      return (await deps.store.part(id, DETERMINATION(round)))?.determination.reasons;
    };
    expect(await reasons()).toContain('court-competence-unknown');
    const find = async (found: 'confirmed' | 'denied') => {
      const competence = { found, how: 'Its state’s law says so.' };
      const answer = await problemOf(clarifyDemand(id, { competence }, rita, deps));
      await run();
      return answer;
    };
    expect(await find('confirmed')).toBe('none');
    expect(await reasons()).not.toContain('court-competence-unknown');
    expect(await deps.store.part(id, CLARIFICATION(2))).toMatchObject({
      competence: { found: 'confirmed', by: 'rita' },
    });
    expect(JSON.stringify(await deps.store.events(id))).not.toContain('state’s law');
    expect(await find('confirmed')).toBe('422 nothing_new');
    expect(await problemOf(approve(rita))).toBe('403 second_person_required');
    expect(await find('denied')).toBe('none');
    expect(await reasons()).toContain('court-competence-unknown');
  });
});
