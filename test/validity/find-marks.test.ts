import { describe, expect, it, test } from '@jest/globals';
import { readDemand } from '../../functions/desk/read-demands.ts';
import type { EarlierFiling } from '../../functions/ledger/filing-history.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { markFinder } from '../../functions/validity/find-marks.ts';
import { isLookalike } from '../../functions/validity/lookalike.ts';
import { statedDomains, statedNumbers } from '../../functions/validity/stated-contacts.ts';
import { registerOf, someAuthority } from '../kit/authorities.ts';
import { calledBack, memoryDeps, olga, person, problemOf, rita, ruth } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { forAgent, forDesk } from '../kit/sides.ts';
import { law, sampleOf } from './law.ts';

const rosa = person('reviewer', 'rosa');
const signals = law.general['fraud-signals'];

describe('a domain that looks like another', () => {
  const registered = ['usao.example', 'polizei.berlin.example', 'justice.gov.example'];
  test.each([
    ...['usa0.example', 'uѕао.example', 'usoa.example', 'usao.examp1e'],
    ...['usao.example.net', 'usao-example.net', 'mail.usa0.example', 'polizei.berl1n.example'],
    ...['justice.g0v.example', 'jusitce.gov.example', 'usáo.example', 'justlce-gov.example'],
  ])('is seen: %s', (domain) => expect(isLookalike(domain, registered)).toBe(true));

  test.each([
    ...['usao.example', 'mail.usao.example', 'example.com', 'gmail.com', 'police.uk', 'v.2', 'u.s'],
    ...['berlin.example.org', 'f.supp', 'berlin.example'],
  ])('is no other: %s', (domain) => expect(isLookalike(domain, registered)).toBe(false));
});

describe('what a demand states of its sender', () => {
  const demand = sampleDemand({
    targets: [
      { type: 'email', value: 'alice@lookalike.example' },
      { type: 'phone', value: '+1 202 555 0123' },
    ],
    emergency: {
      danger: 'death',
      reasons:
        'Her number is (202) 555-0123. Call me at 202-555-0199 or +44 20 7946 0018, docket 24-cr-00512, under 18 USC 2702. Write to chief@USAO.example, see https://portal.usa0.example/x.',
    },
  });
  it('is read out of its words, not out of what it asks about', () => {
    expect(statedNumbers(demand).sort()).toEqual(['+12025550199', '+442079460018']);
    expect(statedDomains(demand)).toEqual(expect.arrayContaining(['usao.example', 'portal.usa0.example']));
    expect(statedDomains(demand)).not.toContain('lookalike.example');
  });
});

const FILED = '2026-11-23T09:00:00.000Z';
const earlier = (change: Partial<EarlierFiling> = {}): EarlierFiling => ({
  filedBy: 'olga',
  filedAt: '2026-10-01T09:00:00.000Z',
  identifiers: 1,
  ...change,
});
const finder = (history: readonly EarlierFiling[], entry = someAuthority()) =>
  markFinder({
    authorities: registerOf(entry),
    history: { before: async () => [...history] },
    law: signals,
  });

describe('marks that a machine finds', () => {
  const find = async (history: readonly EarlierFiling[], demand = sampleDemand()) => {
    const deps = memoryDeps();
    const id = await fileSample(deps.store, { record: { status: 'filed', demand }, determination: 'none' });
    const record = await deps.store.read(id);
    if (!record) throw new Error('nothing was filed');
    return finder(history).find(record);
  };

  it('are none for an office and a person that are known', async () => {
    expect(await find([earlier()])).toEqual([]);
  });
  it('tell an office that never filed, and a person who is new to one that did', async () => {
    expect(await find([])).toEqual(['first-from-office', 'new-portal-account']);
    expect(await find([earlier({ filedBy: 'oleg' })])).toEqual(['new-portal-account']);
    expect(await find([earlier({ filedAt: '2026-11-20T09:00:00.000Z' })])).toEqual(['new-portal-account']);
  });
  it('tell an office that owes legal process past its date', async () => {
    expect(await find([earlier({ owes: '2026-11-22T00:00:00.000Z' })])).toEqual(['unpaid-debt']);
    expect(await find([earlier({ owes: '2026-11-24T00:00:00.000Z' })])).toEqual([]);
  });
  it('tell one person who asks about many within hours', async () => {
    const many = { filedAt: '2026-11-23T01:00:00.000Z', identifiers: 99 };
    expect(await find([earlier(), earlier(many)])).toEqual(['many-targets-in-hours']);
    expect(await find([earlier(), earlier({ ...many, identifiers: 98 })])).toEqual([]);
    expect(await find([earlier(), earlier({ ...many, filedBy: 'oleg' })])).toEqual([]);
    expect(await find([earlier(), earlier({ ...many, filedAt: '2026-11-22T08:00:00.000Z' })])).toEqual([]);
  });
});

/** An emergency as a forger files it from a stolen account: the office is real, and the number is his own. */
async function forged(history: readonly EarlierFiling[], reasons: string) {
  const deps = {
    ...memoryDeps(),
    authorities: registerOf(someAuthority()),
    marks: finder(history),
    directory: {
      find: async () => ({ holders: [{ account: 'acct-1', customer: 'consumer' as const }], otherTimes: [] }),
    },
  };
  const { demand } = sampleOf('us/emergency-disclosure');
  const served = { ...demand, dates: { received: FILED }, emergency: { danger: 'death' as const, reasons } };
  const id = await fileSample(deps.store, {
    record: { status: 'filed', demand: served },
    determination: 'none',
  });
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

describe('a forged emergency with a perfect letterhead', () => {
  const HIS_NUMBER = 'A child is held; confirm with me at +1 202 555 0199.';

  it('is held, and refused when the office at the number in the register knows nothing of it', async () => {
    const { id, deps, check, approve } = await forged([], HIS_NUMBER);
    expect(await check()).toBe('hold');
    expect(await approve()).toBe('409 authenticity_unresolved');
    const his = { callBack: { ...calledBack().callBack, dialled: '+1 202 555 0199' } };
    expect(await problemOf(clarifyDemand(id, his, rita, deps))).toBe('409 number_not_in_register');
    await clarifyDemand(id, calledBack('refused'), rita, deps);
    expect(await check()).toBe('reject');
    expect(await approve()).toBe('409 nothing_to_approve');
    expect(await deps.store.read(id)).toMatchObject({ reasons: expect.arrayContaining(['suspected-fraud']) });
  });

  it('that also writes from a domain like the office’s is for a person to refuse, whoever confirms it', async () => {
    const { id, deps, check, approve } = await forged([], `${HIS_NUMBER} chief@usa0.example`);
    expect(await check()).toBe('hold');
    await clarifyDemand(id, calledBack(), rita, deps);
    await check();
    await clarifyDemand(id, calledBack('confirmed', 'supervisor'), rosa, deps);
    expect(await check()).toBe('hold');
    expect(await approve()).toBe('409 authenticity_unresolved');
    const view = await forDesk(readDemand(id, ruth, deps));
    expect(view).toMatchObject({
      determination: { reasons: expect.arrayContaining(['suspected-fraud']) },
      fraud: {
        weight: 7,
        hold: 3,
        refuse: 6,
        marks: expect.arrayContaining([{ mark: 'lookalike-domain', weight: 3, by: ['machine'] }]),
      },
    });
    const seen = JSON.stringify(await forAgent(readDemand(id, olga, deps)));
    expect(seen).not.toMatch(/lookalike|"fraud"|"marks"/);
    expect(
      await problemOf(
        decideReview(id, { round: 3, decision: 'refuse', reason: 'not-authentic' }, ruth, deps),
      ),
    ).toBe('none');
  });

  it('is told to the ledger as marks and a weight, without a word of what it states', async () => {
    const { id, deps, check } = await forged([earlier()], HIS_NUMBER);
    await check();
    const told = (await deps.store.events(id)).find(({ action }) => action === 'validity.checked');
    expect(told?.detail).toMatchObject({ marks: ['number-not-in-register'], weight: 2 });
    expect(JSON.stringify(await deps.store.events(id))).not.toContain('5550199');
    expect(await deps.store.part(id, DETERMINATION(1))).toMatchObject({
      circumstances: { marks: ['number-not-in-register'] },
    });
  });
});

it('a mark is gone when the register is corrected and the demand is checked again', async () => {
  const number = '+12025550199';
  const deps = memoryDeps();
  const demand = sampleDemand({ issuer: { role: 'prosecutor', name: `J. Doe, tel. ${number}` } });
  const id = await fileSample(deps.store, { record: { demand }, determination: 'none' });
  const record = await deps.store.read(id);
  if (!record) throw new Error('nothing was filed');
  expect(await finder([earlier()]).find(record)).toEqual(['number-not-in-register']);
  expect(await finder([earlier()], someAuthority({ switchboard: number })).find(record)).toEqual([]);
});
