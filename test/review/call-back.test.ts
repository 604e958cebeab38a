import { readDemand } from '../../functions/desk/read-demands.ts';
import { CALL_BACK } from '../../functions/ledger/parts/call-back.part.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { ClarifyRequest, clarifyRoute } from '../../functions/review/clarify.route.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { ATTEMPTS } from '../../functions/shared/problems.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { answerOf } from '../kit/answers.ts';
import { registerOf, someAuthority } from '../kit/authorities.ts';
import { calledBack, memoryDeps, olga, person, problemOf, rita, ruth } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { forAgent, forDesk } from '../kit/sides.ts';
import { sampleOf } from '../validity/law.ts';

const rosa = person('reviewer', 'rosa');
const { switchboard: _number, ...unreachable } = someAuthority();

async function emergency() {
  const deps = {
    ...memoryDeps(),
    directory: {
      find: async () => ({ holders: [{ account: 'acct-1', customer: 'consumer' as const }], otherTimes: [] }),
    },
  };
  const { demand } = sampleOf('us/emergency-disclosure');
  const served = { ...demand, dates: { received: '2026-11-23T09:00:00Z' } };
  const id = await fileSample(deps.store, {
    record: { status: 'filed', demand: served },
    determination: 'none',
  });
  /** What the workflow does with a round. */
  const check = async () => {
    const round = (await deps.store.read(id))?.round ?? 1;
    await checkValidity({ demandId: id, round }, deps);
    await awaitDecision('review', { demandId: id, round, token: `t${round}` }, deps);
    return (await deps.store.read(id))?.outcome;
  };
  const approve = async (who = ruth) => {
    const round = (await deps.store.read(id))?.round ?? 1;
    return problemOf(decideReview(id, { round, decision: 'approve' }, who, deps));
  };
  return { id, deps, check, approve };
}

describe('an emergency', () => {
  it('is approved once the office was called, by nobody who called it or its superior', async () => {
    const { id, deps, check, approve } = await emergency();
    expect(await check()).toBe('hold');
    expect(await approve()).toBe('409 authenticity_unresolved');
    answerOf(clarifyRoute, await clarifyDemand(id, calledBack(), rita, deps));
    expect(await check()).toBe('accept');
    expect(await approve(rita)).toBe('403 second_person_required');
    await clarifyDemand(id, calledBack('confirmed', 'supervisor'), rosa, deps);
    expect(await check()).toBe('accept');
    for (const caller of [rita, rosa]) expect(await approve(caller)).toBe('403 second_person_required');
    expect(await approve(ruth)).toBe('none');
  });

  it('whose superior was asked by who called the office, in whatever spelling, is not confirmed', async () => {
    const { id, deps, check } = await emergency();
    await check();
    await clarifyDemand(id, calledBack(), rita, deps);
    await check();
    const again = calledBack('confirmed', 'supervisor');
    for (const subject of ['rita', 'RITA ', ' Rita'])
      expect(await problemOf(clarifyDemand(id, again, person('reviewer', subject), deps))).toBe(
        '403 second_person_required',
      );
    expect(await deps.store.read(id)).toMatchObject({ authenticity: { callback: 'confirmed' }, round: 2 });
    expect((await deps.store.read(id))?.authenticity).not.toHaveProperty('supervisor');
  });

  it('with a perfect letterhead is confirmed by nobody who calls the number on it', async () => {
    const { id, deps, check } = await emergency();
    await check();
    const before = await deps.store.read(id);
    for (const dialled of ['+1 202 555 0199', '2025550143', 'the office', '+12025550143;ext=9']) {
      const call = { callBack: { ...calledBack().callBack, dialled } };
      expect(await problemOf(clarifyDemand(id, call, rita, deps))).toBe('409 number_not_in_register');
    }
    expect(await deps.store.read(id)).toEqual(before);
    expect(ATTEMPTS).toContain('number_not_in_register');
  });

  it.each([
    ['has no number', [unreachable]],
    ['does not have the authority', []],
    ['has suspended it', [someAuthority({ status: { is: 'suspended', from: '2026-01-01T00:00:00Z' } })]],
  ])(
    'of an authority that nobody can call, since the register %s, is refused the call with the reason',
    async (_what, entries) => {
      const { id, deps, check } = await emergency();
      await check();
      const before = await deps.store.read(id);
      const without = { ...deps, authorities: registerOf(...entries) };
      expect(await problemOf(clarifyDemand(id, calledBack(), rita, without))).toBe(
        '409 no_number_in_register',
      );
      expect(await deps.store.read(id)).toEqual(before);
      expect(await forDesk(readDemand(id, rita, without))).not.toHaveProperty('callBackNumber');
      expect(ATTEMPTS).toContain('no_number_in_register');
    },
  );
});

describe('a call-back', () => {
  it('stands beside the demand with the number that was called, and in the ledger without it', async () => {
    const { id, deps, check } = await emergency();
    await check();
    await clarifyDemand(id, { ...calledBack('no-answer'), signals: ['free-mail'] }, rita, deps);
    const event = (await deps.store.events(id)).at(-1);
    expect(event).toMatchObject({
      action: 'demand.clarified',
      detail: { round: 2, asked: 'office', callback: 'no-answer', signals: ['free-mail'] },
    });
    expect(JSON.stringify(event)).not.toContain('5550143');
    const call = { asked: 'office', result: 'no-answer', number: '+12025550143', by: 'rita', round: 1 };
    expect(await deps.store.parts(id, CALL_BACK())).toMatchObject([call]);
    const view = await forDesk(readDemand(id, ruth, deps));
    expect(view).toMatchObject({ callBackNumber: '+12025550143', callBacks: [call] });
    const told = JSON.stringify(await forAgent(readDemand(id, olga, deps)));
    for (const word of ['callBack', '5550143', 'duty officer']) expect(told).not.toContain(word);
  });

  it('keeps what was known beside it', async () => {
    const { id, deps, check } = await emergency();
    await check();
    await clarifyDemand(id, { signals: ['free-mail'] }, rosa, deps);
    await check();
    await clarifyDemand(id, calledBack(), rita, deps);
    const authenticity = { callback: 'confirmed', signals: ['free-mail'] };
    expect(await deps.store.read(id)).toMatchObject({ authenticity });
    await check();
    await clarifyDemand(id, { signals: [] }, rita, deps);
    expect(await deps.store.read(id)).toMatchObject({ authenticity: { callback: 'confirmed', signals: [] } });
  });

  it('that nobody answered, a superior who disowned it, and marks that people saw are not amended away', async () => {
    const { id, deps, check } = await emergency();
    await check();
    await clarifyDemand(id, { ...calledBack('no-answer'), signals: ['doctored-document'] }, rita, deps);
    await check();
    await clarifyDemand(id, calledBack('refused', 'supervisor'), rosa, deps);
    await check();
    await clarifyDemand(id, { demand: { reference: 'REF-2' } }, olga, deps);
    const authenticity = { callback: 'no-answer', supervisor: 'refused', signals: ['doctored-document'] };
    expect(await deps.store.read(id)).toMatchObject({ authenticity });
    expect(await check()).toBe('hold');
  });

  it('that confirmed a paper does not confirm it as it was amended', async () => {
    const { id, deps, check } = await emergency();
    await check();
    await clarifyDemand(id, { ...calledBack(), signals: ['free-mail'] }, rita, deps);
    expect(await check()).toBe('accept');
    await clarifyDemand(id, { demand: { reference: 'REF-2' } }, olga, deps);
    expect(await deps.store.read(id)).toMatchObject({ authenticity: { signals: ['free-mail'] } });
    expect((await deps.store.read(id))?.authenticity).not.toHaveProperty('callback');
    expect(await check()).toBe('hold');
  });

  it('cannot be said to have been made without a call', () => {
    for (const body of [
      { authenticity: { callback: 'confirmed', signals: [] } },
      { callBack: { asked: 'office', result: 'confirmed' } },
      { signals: [], callback: 'confirmed' },
      // Somebody confirms it, and is named.
      { callBack: { asked: 'office', result: 'confirmed', dialled: '+12025550143' } },
    ])
      expect(ClarifyRequest.safeParse(body).success).toBe(false);
  });
});
