import type { LedgerEvent } from '../../functions/ledger/event.schema.ts';
import { readEventsRoute } from '../../functions/ledger/read-events.route.ts';
import { readEvents } from '../../functions/ledger/read-events.ts';
import type { Principal } from '../../functions/shared/principal.ts';
import { answerOf } from '../kit/answers.ts';
import { someLedger, someRecord } from '../kit/ledgers.ts';
import { readOnlyDemands } from '../kit/memory-demands.ts';

const ID = `d-${'0'.repeat(26)}`;
const OTHER_ID = `d-${'1'.repeat(26)}`;
const events = someLedger(ID, [
  {},
  { action: 'review.decided', subject: 'reviewer-jane', detail: { items: ['content.mail'] } },
  { action: 'demand.closed', facts: { accounts: 7 } },
]);

const ask = (
  principal: Partial<Principal>,
  query: { after?: number; limit?: number } = {},
  kept: readonly LedgerEvent[] = events,
  id = ID,
) =>
  readEvents(id, {
    principal: { subject: 'someone', roles: ['auditor'], authorityId: undefined, ...principal },
    query,
    store: readOnlyDemands([{ record: someRecord(events), events: kept }]),
  });

const agent = { roles: ['agent'], authorityId: 'us-fbi-sf' } satisfies Partial<Principal>;

describe('reading the ledger of a demand', () => {
  test.each(['reviewer', 'releaser', 'auditor'] as const)('a %s sees all of it', async (role) => {
    const page = await ask({ roles: [role] });
    expect(page.events).toEqual(events);
    answerOf(readEventsRoute, page);
  });

  test('an agent sees what happened to its own demand, without staff, details and numbers', async () => {
    const page = await ask(agent);
    expect(page.events.map(({ action }) => action)).toEqual([
      'demand.filed',
      'review.decided',
      'demand.closed',
    ]);
    expect(JSON.stringify(page)).not.toMatch(/jane|accounts|content\.mail/);
    answerOf(readEventsRoute, page);
  });

  test('an agent of another authority is answered as for an unknown demand', async () => {
    const stranger = ask({ roles: ['agent'], authorityId: 'us-dea' });
    const unknown = ask(agent, {}, events, OTHER_ID);
    const impossible = ask(agent, {}, events, '../demands');
    const answers = await Promise.all(
      [stranger, unknown, impossible].map((answer) => answer.catch((error) => error)),
    );
    for (const answer of answers)
      expect([answer.status, answer.code, answer.detail]).toEqual([404, 'not_found', answers[0].detail]);
  });

  test('nobody sees it without a role', async () => {
    await expect(ask({ roles: [] })).rejects.toMatchObject({ status: 403 });
  });

  test('comes page by page', async () => {
    const first = await ask({}, { limit: 2 });
    expect([first.events.map(({ seq }) => seq), first.next]).toEqual([[1, 2], 2]);
    const second = await ask({}, { after: first.next ?? 0, limit: 2 });
    expect([second.events.map(({ seq }) => seq), second.next]).toEqual([[3], undefined]);
  });

  test('says that the chain is whole', async () => {
    expect((await ask({})).chain).toEqual({ whole: true, head: events[2]?.hash, length: 3 });
  });

  test('says it of events that came in while it was read', async () => {
    const later = someLedger(ID, [
      {},
      { action: 'review.decided', subject: 'reviewer-jane', detail: { items: ['content.mail'] } },
      { action: 'demand.closed', facts: { accounts: 7 } },
      { action: 'notice.sent' },
    ]);
    const [before, after] = [someRecord(events), someRecord(later)];
    let looks = 0;
    const store = {
      ...readOnlyDemands([{ record: after, events: later }]),
      read: async () => {
        looks += 1;
        return looks === 1 ? before : after;
      },
    };
    const auditor = { subject: 'ada', roles: ['auditor' as const], authorityId: undefined };
    const query = { after: undefined, limit: undefined };
    const page = await readEvents(ID, { principal: auditor, query, store });
    expect(page.chain).toMatchObject({ whole: true, length: 4 });
    expect((await ask({}, {}, later)).chain.whole).toBe(false);
  });

  test.each([
    ['an altered event', events.map((event, index) => (index === 1 ? { ...event, detail: {} } : event))],
    ['a missing event', events.filter((_, index) => index !== 1)],
    ['a missing end', events.slice(0, 2)],
    ['a rewritten chain', someLedger(ID, [{}, {}, {}])],
    ['no events', []],
  ])('says that it is not whole with %s', async (_name, kept) => {
    expect((await ask({}, {}, kept)).chain.whole).toBe(false);
  });
});
