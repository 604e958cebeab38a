import { readDemand } from '../../functions/desk/read-demands.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { decideObjection } from '../../functions/review/decide-objection.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import {
  type OutcomeRequest,
  objectionOutcomeRoute,
} from '../../functions/review/objection-outcome.route.ts';
import { recordObjection } from '../../functions/review/record-objection.ts';
import type { PresentOf } from '../../functions/review/require-present.ts';
import { deskClocks } from '../../functions/validity/decide/desk-clocks.ts';
import { secrecyTimes } from '../../functions/validity/decide/secrecy-times.ts';
import { answerOf } from '../kit/answers.ts';
import { memoryDeps, olga, person, problemOf, rita, ruth } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { memoryDocuments } from '../kit/memory-documents.ts';
import { opens } from '../kit/opens.ts';
import { forAgent } from '../kit/sides.ts';
import { law, sampleOf } from '../validity/law.ts';

type Outcome = PresentOf<OutcomeRequest>;
const paper = (hex: string, title: string) => [
  { sha256: hex.repeat(32), mediaType: 'application/pdf' as const, title },
];
const MOTION = paper('ab', 'Motion');
const ORDER = paper('cd', 'Order');
const rob = person('reviewer', 'rob');
const vera = person('reviewer', 'vera');
const denied: Outcome = {
  outcome: 'denied',
  decided: '2026-11-23',
  documents: ORDER,
  readElsewhere: ORDER.map(({ sha256 }) => sha256),
  reason: 'on-its-merits',
};

/** A demand before a court, as rob recorded it; `isHere`: the papers that were uploaded. */
async function objected(isHere: (sha256: string) => boolean = () => false) {
  const { demand } = sampleOf('us/search-warrant');
  const deps = {
    ...memoryDeps(),
    rulebook: law,
    times: secrecyTimes(law),
    clocks: deskClocks(law),
    documents: memoryDocuments((path) => (isHere(path.split('/')[1] ?? '') ? {} : undefined)).store,
  };
  const id = await fileSample(deps.store, { record: { demand: { ...demand, documents: undefined } } });
  const request = { kind: 'quash-or-modify', grounds: ['privileged-matter'], before: 'N.D. Cal.' };
  await recordObjection(id, { ...request, brought: '2026-11-23', documents: MOTION }, rob, deps);
  const end = (said: Outcome = denied, who = rita) => decideObjection(id, 1, said, who, deps);
  const standing = async () => (await deps.store.read(id))?.objections?.[0]?.state;
  const events = async () => (await deps.store.events(id)).map(({ action }) => action);
  return { id, deps, end, standing, events };
}

describe('an outcome of an objection whose paper is not here', () => {
  it('holds as before until another person has recorded the same', async () => {
    const { id, deps, end, standing, events } = await objected();
    const said = await end();
    expect(said).toEqual({ id, objection: 1, state: 'open', needsAnother: true });
    answerOf(objectionOutcomeRoute, said);
    expect(await standing()).toBe('open');
    expect(await end()).toEqual(said);
    expect(await problemOf(end(denied, person('reviewer', ' RITA')))).toBe('none');
    expect(await events()).toEqual(['demand.filed', 'objection.brought', 'objection.proposed']);
    expect(
      await problemOf(decideReview(id, { round: 1, decision: 'refuse', reason: 'too-vague' }, rita, deps)),
    ).toBe('403 second_person_required');
    expect(await readDemand(id, ruth, deps)).toMatchObject({
      objections: [{ state: 'open', proposed: { state: 'denied', by: 'rita' } }],
    });
    expect(JSON.stringify(await forAgent(readDemand(id, olga, deps)))).not.toContain('proposed');
    expect(await problemOf(end(denied, rob))).toBe('403 second_person_required');
    const { readElsewhere: _read, ...unread } = denied;
    expect(await problemOf(end(unread, vera))).toBe('409 paper_not_read');
    expect(await end(denied, vera)).toEqual({ id, objection: 1, state: 'denied' });
    expect(await standing()).toBe('denied');
    expect(await readDemand(id, ruth, deps)).toMatchObject({
      objections: [{ state: 'denied', outcome: { by: 'vera', first: 'rita' } }],
    });
    expect(findChainFaults(await deps.store.events(id))).toEqual([]);
    // Both are answered again, and nobody ends it twice.
    const before = await deps.store.read(id);
    for (const who of [rita, vera])
      expect(await end(denied, who)).toEqual({ id, objection: 1, state: 'denied' });
    expect(await problemOf(end({ ...denied, outcome: 'granted' }, vera))).toBe('409 objection_decided');
    expect(await problemOf(end(denied, ruth))).toBe('409 objection_decided');
    expect(await deps.store.read(id)).toEqual(before);
  });

  it('is not confirmed by who says another thing, and counts as the two agree', async () => {
    const { end, standing, id, deps } = await objected();
    await end();
    const other: Outcome = { ...denied, outcome: 'modified', items: ['content.mail'] };
    expect(await end(other, vera)).toMatchObject({ state: 'open', needsAnother: true });
    expect(await end(denied, ruth)).toMatchObject({ needsAnother: true });
    expect(await end(denied, person('reviewer', 'ruth', undefined))).toMatchObject({ needsAnother: true });
    expect(await standing()).toBe('open');
    expect(await end({ ...denied, reason: 'on-form' }, rita)).toMatchObject({ state: 'denied' });
    expect((await deps.store.read(id))?.objections).toMatchObject([{ state: 'denied' }]);
  });

  it('is one person’s as soon as its paper is here, also who had recorded it before', async () => {
    let uploaded = false;
    const { end, id, events } = await objected((sha256) => uploaded && sha256.startsWith('cd'));
    await end();
    uploaded = true;
    expect(await end()).toEqual({ id, objection: 1, state: 'denied' });
    expect((await events()).slice(-2)).toEqual(['objection.proposed', 'objection.decided']);
  });

  it('takes two where only the motion is here, which says nothing of it', async () => {
    const { end, id, deps } = await objected((sha256) => sha256.startsWith('ab'));
    await opens(id, MOTION, rita, deps);
    const { readElsewhere: _read, ...byMotion } = { ...denied, documents: MOTION };
    expect(await end(byMotion)).toMatchObject({ state: 'open', needsAnother: true });
  });

  it('of two people who come at once is decided once', async () => {
    const { end, standing, events } = await objected();
    const answers = await Promise.all([rita, vera, rita, vera].map((who) => end(denied, who)));
    expect(await standing()).toBe('denied');
    expect((await events()).filter((action) => action.startsWith('objection.'))).toEqual([
      'objection.brought',
      'objection.proposed',
      'objection.decided',
    ]);
    expect(answers.some(({ state }) => state === 'denied')).toBe(true);
  });

  it('that one person decides, since its paper is here, is answered again alike and only to them', async () => {
    const { end, id, deps } = await objected(() => true);
    const answer = { id, objection: 1, state: 'denied' };
    expect(await end()).toEqual(answer);
    const before = await deps.store.read(id);
    expect(await end()).toEqual(answer);
    expect(await end({ ...denied, on: 1 })).toEqual(answer);
    for (const change of [
      { outcome: 'withdrawn' },
      { reason: 'on-form' },
      { decided: '2026-11-22' },
      { text: 'No.' },
    ])
      expect(await problemOf(end({ ...denied, ...change } as Outcome))).toBe('409 objection_decided');
    expect(await problemOf(end(denied, vera))).toBe('409 objection_decided');
    expect(await deps.store.read(id)).toEqual(before);
  });
});
