import { ACTIONS, type Action, type Actor, type LedgerEvent } from '../../functions/ledger/event.schema.ts';
import { GENESIS } from '../../functions/ledger/hash-chain.ts';
import { readEventsRoute } from '../../functions/ledger/read-events.route.ts';
import { readEvents } from '../../functions/ledger/read-events.ts';
import { TRANSITIONS } from '../../functions/ledger/transitions.ts';
import { type Principal, ROLES } from '../../functions/shared/principal.ts';
import { answerOf } from '../kit/answers.ts';
import { person } from '../kit/desk.ts';
import { RECEIVED_AT, someFacts, someLedger, someRecord } from '../kit/ledgers.ts';
import { readOnlyDemands } from '../kit/memory-demands.ts';
import { ledgerOf, toldTo } from '../kit/sides.ts';

const ID = `d-${'0'.repeat(26)}`;
const OTHER_ID = `d-${'1'.repeat(26)}`;
const events = someLedger(ID, [
  {},
  { action: 'review.decided', subject: 'reviewer-jane', detail: { items: ['content.mail'] } },
  { action: 'demand.closed', facts: { accounts: 7 }, detail: { conclusion: 'refused' } },
]);

/** An event of somebody, as far as what agents are told of it hangs on it. */
const eventOf = (
  action: Action,
  kind: Actor['kind'],
  { detail = {}, at = RECEIVED_AT }: { detail?: Record<string, unknown>; at?: string } = {},
): LedgerEvent => ({
  demandId: ID,
  seq: 1,
  at,
  action,
  actor: { kind, subject: kind === 'agent' ? 'olga' : 'somebody-of-the-desk' },
  detail,
  facts: someFacts(),
  previous: GENESIS,
  hash: GENESIS,
});
const filedAnd = (actions: readonly Action[]) =>
  ['demand.filed' as const, ...actions].map((action) => eventOf(action, 'agent'));

type Query = { after?: number; limit?: number };
const auditor = person('auditor', 'ada');

const answer = (
  principal: Principal = auditor,
  query: Query = {},
  kept: readonly LedgerEvent[] = events,
  id = ID,
) =>
  readEvents(id, {
    principal,
    query,
    store: readOnlyDemands([{ record: someRecord(events), events: kept }]),
  });

const ask = (...asked: Parameters<typeof answer>) => ledgerOf(answer(...asked));

const agent = person('agent', 'someone', 'us-fbi-sf');

describe('reading the ledger of a demand', () => {
  test.each(ROLES.filter((role) => role !== 'agent'))('a %s sees all of it', async (role) => {
    const page = await ask(person(role, 'someone'));
    expect(page.events).toEqual(events);
    answerOf(readEventsRoute, page);
  });

  test('an agent is told what people did and how it ended, without staff, details, numbers and hashes', async () => {
    const page = await toldTo(answer(agent));
    expect(page).toEqual({
      demandId: ID,
      milestones: [
        { number: 1, event: 'decided', at: RECEIVED_AT },
        { number: 2, event: 'closed', conclusion: 'refused' },
      ],
    });
    answerOf(readEventsRoute, page);
  });

  test('an agent is told of what its authority did with the names of its people, page by page', async () => {
    const kept = filedAnd(['demand.clarified', 'disclosure.fetched']);
    const first = await toldTo(answer(agent, { limit: 2 }, kept));
    expect(first).toEqual({
      demandId: ID,
      milestones: [
        { number: 1, event: 'filed', at: RECEIVED_AT, by: 'olga' },
        { number: 2, event: 'clarified', at: RECEIVED_AT, by: 'olga' },
      ],
      next: 2,
    });
    const last = await toldTo(answer(agent, { after: 2 }, kept));
    expect(last.milestones).toEqual([{ number: 3, event: 'fetched', at: RECEIVED_AT, by: 'olga' }]);
    expect(last).not.toHaveProperty('next');
  });

  test('an approval that took effect by itself is told of with the time at which a person gave it', async () => {
    const given = '2026-11-24T09:00:00.000Z';
    const ahead = eventOf('review.approved-ahead', 'reviewer', { detail: { round: 1 }, at: given });
    const effect = eventOf('review.took-effect', 'service', {
      detail: { round: 2, approvedIn: 1, decision: 'approve' },
      at: '2026-11-30T00:00:00.000Z',
    });
    const page = await toldTo(answer(agent, {}, [ahead, eventOf('suspension.ended', 'service'), effect]));
    expect(page.milestones).toEqual([{ number: 1, event: 'decided', at: given, decision: 'approve' }]);
  });

  test('an agent is told nothing of what machines do, and nothing after it took a demand back', async () => {
    const machines = ACTIONS.filter((action) => TRANSITIONS[action].by.includes('service')).map((action) =>
      eventOf(action, 'service', { detail: { round: 1, accounts: 3, conclusion: 'disclosed' } }),
    );
    const told = await toldTo(answer(agent, {}, machines));
    expect(told.milestones.map(({ event }) => event)).toEqual(['decided', 'available']);
    const back = [
      eventOf('demand.withdrawn', 'agent'),
      eventOf('release.decided', 'releaser', { detail: { decision: 'refuse' } }),
      eventOf('demand.closed', 'service', { detail: { conclusion: 'refused' } }),
    ];
    expect((await toldTo(answer(agent, {}, back))).milestones.map(({ event }) => event)).toEqual([
      'withdrawn',
    ]);
  });

  test('an agent of another authority is answered as for an unknown demand', async () => {
    const stranger = answer(person('agent', 'someone', 'us-dea'));
    const unknown = answer(agent, {}, events, OTHER_ID);
    const impossible = answer(agent, {}, events, '../demands');
    const answers = await Promise.all(
      [stranger, unknown, impossible].map((asked) => asked.catch((error) => error)),
    );
    for (const answered of answers)
      expect([answered.status, answered.code, answered.detail]).toEqual([
        404,
        'not_found',
        answers[0].detail,
      ]);
  });

  test('comes page by page', async () => {
    const first = await ask(undefined, { limit: 2 });
    expect([first.events.map(({ seq }) => seq), first.next]).toEqual([[1, 2], 2]);
    const second = await ask(undefined, { after: first.next ?? 0, limit: 2 });
    expect([second.events.map(({ seq }) => seq), second.next]).toEqual([[3], undefined]);
  });

  test('says that the chain is whole', async () => {
    expect((await ask(undefined)).chain).toEqual({ whole: true, head: events[2]?.hash, length: 3 });
  });

  test('says it of events that came in while it was read', async () => {
    const later = someLedger(ID, [
      {},
      { action: 'review.decided', subject: 'reviewer-jane', detail: { items: ['content.mail'] } },
      { action: 'demand.closed', facts: { accounts: 7 }, detail: { conclusion: 'refused' } },
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
    const query = { after: undefined, limit: undefined };
    const page = await ledgerOf(readEvents(ID, { principal: auditor, query, store }));
    expect(page.chain).toMatchObject({ whole: true, length: 4 });
    expect((await ask(undefined, {}, later)).chain.whole).toBe(false);
  });

  test.each([
    ['an altered event', events.map((event, index) => (index === 1 ? { ...event, detail: {} } : event))],
    ['a missing event', events.filter((_, index) => index !== 1)],
    ['a missing end', events.slice(0, 2)],
    ['a rewritten chain', someLedger(ID, [{}, {}, {}])],
    ['no events', []],
  ])('says that it is not whole with %s', async (_name, kept) => {
    expect((await ask(undefined, {}, kept)).chain.whole).toBe(false);
  });
});
