import { viewDemand } from '../../functions/desk/demand-view.ts';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { created } from '../../functions/ledger/part.ts';
import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { FREEZE, KEPT } from '../../functions/ledger/parts/freeze.part.ts';
import { FROZEN_END } from '../../functions/ledger/parts/frozen-end.part.ts';
import { PRESERVATION } from '../../functions/ledger/parts/preservation.part.ts';
import { conclude } from '../../functions/preservation/conclude.ts';
import { endPreservation } from '../../functions/preservation/end-preservation.ts';
import { changePreservation, type PreservationAsked } from '../../functions/review/change-preservation.ts';
import type { Recorder } from '../../functions/review/record-order.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { deskClocks } from '../../functions/validity/decide/desk-clocks.ts';
import { closeDemand } from '../../functions/workflow/close.ts';
import { fred, olga, person, problemOf, ruth } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { interrupted } from '../kit/interrupted.ts';
import { memoryDesk } from '../kit/memory-desk.ts';
import { memoryDocuments } from '../kit/memory-documents.ts';
import { noMarks } from '../kit/no-marks.ts';
import { openLane } from '../kit/open-lane.ts';
import { someTimes } from '../kit/secrecy-times.ts';
import { law, sampleOf } from '../validity/law.ts';

const paper = (letter: string) => ({
  sha256: letter.repeat(64),
  mediaType: 'application/pdf',
  title: 'Request',
});
const renew = (letter: string): PreservationAsked => ({ renew: { documents: [paper(letter)] } });

/** A preservation under a page, placed on 7 October 2026 as its checks have it, with its time in the test's hands. */
async function arrange(instrument: string, demand: Partial<Demand> = {}) {
  const desk = memoryDesk();
  const time = { now: '2026-10-07T12:00:00.000Z' };
  const deps = {
    lane: openLane,
    marks: noMarks,
    ...desk,
    clock: () => new Date(time.now),
    rulebook: law,
    dictionary: law.dictionary,
    times: someTimes,
    clocks: deskClocks(law),
    documents: memoryDocuments(() => ({})).store,
    establishment: 'IE',
    directory: {
      find: async () => ({
        holders: [{ account: 'acct-0001', customer: 'consumer' as const }],
        otherTimes: [],
      }),
    },
  };
  const file = (of: string, differing: Partial<Demand> = {}) =>
    fileSample(desk.store, {
      record: { status: 'filed', filedAt: time.now, demand: { ...sampleOf(of).demand, ...differing } },
      determination: 'none',
    });
  const takeBack = async (demandId: string) => {
    await changeDemand(deps, demandId, () => ({
      set: { withdrawnAt: time.now },
      action: 'demand.withdrawn',
      actor: { kind: 'agent', subject: 'olga' },
      detail: {},
      result: undefined,
    }));
    await closeDemand({ demandId, round: 1 }, deps);
  };
  const id = await file(instrument, demand);
  const input = { demandId: id, round: 1 };
  const { outcome } = await checkValidity(input, deps);
  if (outcome !== 'preserve') throw new Error(`a preservation was expected: ${outcome}`);
  await conclude('preserve', input, deps);
  await closeDemand(input, deps);
  return {
    id,
    desk,
    deps,
    time,
    file,
    takeBack,
    ask: (request: PreservationAsked, by: Recorder = ruth) => changePreservation(id, request, by, deps),
    part: () => desk.store.part(id, PRESERVATION()),
    actions: async () => (await desk.store.events(id)).map(({ action }) => action),
  };
}

describe('a preservation', () => {
  it('is renewed as its page says: once, from the end of the hold that is renewed', async () => {
    const { ask, part, time, desk, id, actions } = await arrange('us/preservation-request');
    expect(await part()).toMatchObject({ until: '2027-01-06T00:00:00.000Z' });
    time.now = '2026-12-20T12:00:00.000Z';
    const renewed = { id, state: 'in-force', until: '2027-04-06T00:00:00.000Z', renewals: 1, linkedTo: [] };
    expect(await ask(renew('a'))).toEqual(renewed);
    // Sent again, it is the same request.
    expect(await ask(renew('a'))).toEqual(renewed);
    expect(await part()).toMatchObject({ dueKind: 'preservation', dueAt: '2027-04-06T00:00:00.000Z' });
    expect(await desk.store.part(id, CLOCK('preservation'))).toMatchObject({
      until: '2027-04-06T00:00:00.000Z',
      dueAt: '2027-03-23T00:00:00.000Z',
    });
    expect(await problemOf(ask(renew('b')))).toBe('409 renewal_refused');
    expect((await actions()).filter((action) => action === 'preservation.renewed')).toHaveLength(1);
  });

  it('is extended by thirty days where a European order says so, and no second time', async () => {
    const { ask, time } = await arrange('eu/epoc-pr');
    time.now = '2026-11-20T12:00:00.000Z';
    const { until } = await ask(renew('a'));
    expect(until).toBe('2027-01-06T00:00:00.000Z');
    await expect(ask(renew('b'))).rejects.toMatchObject({
      code: 'renewal_refused',
      detail: expect.stringContaining('extension-exhausted'),
    });
  });

  it('is not renewed by a paper that was served before, or is older than its own', async () => {
    const own = paper('e');
    const { ask, time } = await arrange('us/preservation-request', {
      documents: [own],
      dates: { issued: '2026-10-06' },
    });
    time.now = '2026-11-20T12:00:00.000Z';
    expect(await problemOf(ask({ renew: { documents: [own] } }))).toBe('422 nothing_new');
    const older = { renew: { issued: '2026-10-01', documents: [paper('a')] } };
    expect(await problemOf(ask(older))).toBe('422 date_out_of_range');
    expect(await ask({ renew: { issued: '2026-11-19', documents: [own, paper('a')] } })).toMatchObject({
      renewals: 1,
    });
  });

  it('that is renewed as its time ends is renewed or has ended, in whatever order that comes', async () => {
    const seen = new Set<string>();
    for (let call = 1; call <= 8; call += 1)
      for (const isEndFirst of [true, false]) {
        const { id, deps, desk, part, actions, time } = await arrange('us/preservation-request');
        let told = 'none';
        const renewIt = async (store = desk.store) => {
          time.now = '2027-01-05T23:59:59.999Z';
          told = await problemOf(changePreservation(id, renew('a'), ruth, { ...deps, store }));
        };
        const endIt = async (store = desk.store) => {
          time.now = '2027-01-06T00:00:00.000Z';
          await endPreservation(id, { ...deps, store });
        };
        if (isEndFirst) await endIt(interrupted(desk.store, call, () => renewIt()));
        else await renewIt(interrupted(desk.store, call, () => endIt()));
        time.now = '2027-01-06T00:00:00.000Z';
        await endPreservation(id, deps);
        seen.add(`${told} ${(await part())?.state} ${(await actions()).at(-1)}`);
      }
    expect([...seen].sort()).toEqual([
      '409 preservation_ended ended preservation.ended',
      'none ended preservation.ended',
      'none in-force preservation.renewed',
    ]);
  });

  it('that has ended is not renewed, also before a sweep came', async () => {
    const { ask, time, id, deps } = await arrange('us/preservation-request');
    time.now = '2027-01-06T00:00:00.000Z';
    expect(await problemOf(ask(renew('a')))).toBe('409 preservation_ended');
    await endPreservation(id, deps);
    expect(await problemOf(ask(renew('a')))).toBe('409 preservation_ended');
  });

  it('is ended by a person who had no part in it, with a reason, and what was frozen goes', async () => {
    const { ask, part, desk, deps, id, actions } = await arrange('us/preservation-request');
    await changeDemand(deps, id, () => ({
      set: {},
      action: 'freeze.compiled',
      actor: SERVICE,
      detail: {},
      parts: [
        created(FREEZE(KEPT), {
          freeze: KEPT,
          compiledAt: deps.clock().toISOString(),
          grants: [
            {
              account: 'acct-0001',
              service: 'mail',
              items: ['content.mail'],
              period: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' },
            },
          ],
        }),
      ],
      result: undefined,
    }));
    const end = { end: { reason: 'case-is-over', text: 'The authority closed its case.' } };
    const agent = person('agent', 'olga', 'us-usao-ndca');
    expect(await problemOf(ask(end, agent))).toBe('403 role_required');
    expect(await problemOf(ask(end, person('reviewer', 'olga')))).toBe('403 own_demand');
    expect(await ask(end)).toMatchObject({ state: 'ended' });
    expect(await ask(end)).toMatchObject({ state: 'ended' });
    expect(await part()).toMatchObject({
      ended: { by: ruth.subject, reason: 'case-is-over', text: 'The authority closed its case.' },
    });
    expect(await part()).not.toHaveProperty('dueAt');
    expect(await desk.store.part(id, FROZEN_END())).toMatchObject({ state: 'due', dueKind: 'frozen' });
    expect(await desk.store.part(id, CLOCK('preservation'))).toMatchObject({ state: 'stopped' });
    expect((await actions()).filter((action) => action === 'preservation.lifted')).toHaveLength(1);
    const events = await desk.store.events(id);
    expect(JSON.stringify(events)).not.toContain('closed its case');
    expect(await problemOf(ask(end, person('reviewer', 'rita')))).toBe('409 preservation_ended');
  });

  it('is ended by its authority, who takes the request back, and by no other', async () => {
    const { ask, part, desk, deps, id, actions } = await arrange('us/preservation-request');
    const answering = {
      ...deps,
      dues: desk.dues,
      tokens: desk.tokens,
      tasks: { answer: async () => 'gone' as const },
    };
    const takeBack = (who: typeof olga) => problemOf(withdrawDemand(id, who, answering));
    expect(await takeBack(fred)).toBe('404 not_found');
    expect(await takeBack(olga)).toBe('none');
    expect(await takeBack(olga)).toBe('none');
    expect(await part()).toMatchObject({ state: 'ended', ended: { by: olga.subject } });
    expect(await part()).not.toHaveProperty('dueAt');
    expect(await desk.store.part(id, CLOCK('preservation'))).toMatchObject({ state: 'stopped' });
    expect((await actions()).filter((action) => action === 'preservation.lifted')).toHaveLength(1);
    expect(await desk.store.read(id)).toMatchObject({ conclusion: 'preserved' });
    expect(await problemOf(ask(renew('e')))).toBe('409 preservation_ended');
  });

  it('of a European order is kept until the demand for it is closed, and ends then', async () => {
    const { ask, file, time, id, deps, part, desk, takeBack } = await arrange('eu/epoc-pr');
    const production = await file('eu/epoc');
    expect(await ask({ link: { production } })).toMatchObject({ linkedTo: [production] });
    const record = await desk.store.read(id);
    if (!record) throw new Error('the demand is there');
    expect((await viewDemand(record, deps)).preservation).toMatchObject({
      linkedTo: [{ demand: production, holds: true }],
    });
    time.now = '2027-02-01T12:00:00.000Z';
    expect(await endPreservation(id, deps)).toBe('not-due');
    expect(await problemOf(ask({ end: { reason: 'case-is-over' } }))).toBe('409 still_to_produce');
    await takeBack(production);
    expect(await endPreservation(id, deps)).toBe('done');
    expect(await part()).toMatchObject({ state: 'ended' });
  });

  it('of another law is linked, and ends on its day all the same', async () => {
    const { ask, file, time, id, deps } = await arrange('us/preservation-request');
    const production = await file('us/search-warrant');
    await ask({ link: { production } });
    expect(await ask({ link: { production } }, olga)).toMatchObject({ linkedTo: [production] });
    // By hand nobody ends what is to be produced.
    expect(await problemOf(ask({ end: { reason: 'case-is-over' } }))).toBe('409 still_to_produce');
    time.now = '2027-01-06T00:00:00.000Z';
    expect(await endPreservation(id, deps)).toBe('done');
  });

  it('is not held by a demand that has ended, and its end is watched as it was', async () => {
    const { ask, file, id, desk, takeBack } = await arrange('eu/epoc-pr');
    const production = await file('eu/epoc');
    await takeBack(production);
    expect(await ask({ link: { production } })).toMatchObject({ linkedTo: [production] });
    expect((await desk.store.part(id, PRESERVATION()))?.linkedTo?.[0]).not.toHaveProperty('holds');
    expect(await desk.store.part(id, CLOCK('preservation'))).toMatchObject({ state: 'running' });
  });

  it('of what was refused is none to its agents: whose account it is may be why it is kept', async () => {
    const { file, deps, desk } = await arrange('us/preservation-request');
    const kept = {
      state: 'in-force' as const,
      placedAt: '2026-10-07T12:00:00.000Z',
      accounts: [],
      items: [],
    };
    const refused = await fileSample(desk.store, {
      record: { status: 'closed', conclusion: 'refused', demand: sampleOf('us/search-warrant').demand },
      parts: [created(PRESERVATION(), kept)],
    });
    const link = { link: { production: await file('us/search-warrant') } };
    expect(await problemOf(changePreservation(refused, link, olga, deps))).toBe('409 no_preservation');
    expect(await changePreservation(refused, link, ruth, deps)).toMatchObject({ state: 'in-force' });
  });

  it('is linked to no request to keep, and to no demand of somebody else', async () => {
    const { ask, file, id, desk } = await arrange('us/preservation-request');
    expect(await problemOf(ask({ link: { production: id } }))).toBe('409 not_a_production');
    const other = await file('us/preservation-request');
    expect(await problemOf(ask({ link: { production: other } }))).toBe('409 not_a_production');
    const foreign = await fileSample(desk.store, { record: { authorityId: 'de-bka' } });
    expect(await problemOf(ask({ link: { production: foreign } }))).toBe('404 not_found');
  });

  it('is nothing that other instruments have', async () => {
    const { file, deps } = await arrange('us/preservation-request');
    const warrant = await file('us/search-warrant');
    const ask = (request: PreservationAsked) => changePreservation(warrant, request, ruth, deps);
    expect(await problemOf(ask(renew('a')))).toBe('409 not_renewable');
    expect(await problemOf(ask({ end: { reason: 'case-is-over' } }))).toBe('409 no_preservation');
  });
});
