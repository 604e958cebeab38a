import { csvAnswer } from '../../functions/desk/desk-csv.ts';
import { dynamoDemandListStore } from '../../functions/desk/dynamodb-demand-list.store.ts';
import { listDemandsRoute } from '../../functions/desk/list-demands.route.ts';
import { type DeskQuery, listDesk } from '../../functions/desk/list-desk.ts';
import { listDemands } from '../../functions/desk/read-demands.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { created } from '../../functions/ledger/part.ts';
import { COMMENT } from '../../functions/ledger/parts/comment.part.ts';
import { WAITING } from '../../functions/ledger/parts/waiting.schema.ts';
import { answerOf } from '../kit/answers.ts';
import { someAuthority } from '../kit/authorities.ts';
import { olga, problemOf, rita } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { sampleFacts } from '../kit/sample-facts.ts';

const NOW = '2026-11-23T12:00:00.000Z';
const statuses = ['filed', 'awaiting-review', 'reviewed', 'failed'] as const;
const emergency = (danger: 'death' | 'serious-injury') => ({ danger, reasons: 'Somebody is in danger.' });

describe('the list of the desk', () => {
  let engine: Engine;
  let table: string;
  let last = '';
  let urgent: string[] = [];
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
    const store = dynamoDemandStore(engine.documents, table);
    const file = (record: Record<string, unknown>) => fileSample(store, { record });
    // A day with 200 demands, of which the oldest is an emergency.
    const old = await file({
      filedAt: '2026-11-20T09:00:00.000Z',
      demand: sampleDemand({ emergency: emergency('serious-injury') }),
    });
    for (let count = 0; count < 195; count += 1)
      await file({
        status: statuses[count % statuses.length],
        ...(count % statuses.length === 3 ? { failedIn: 'filed' } : {}),
        due: `2026-12-${String((count % 27) + 1).padStart(2, '0')}T00:00:00.000Z`,
        demand: sampleDemand({ reference: `REF-${count}` }),
      });
    const death = await file({ demand: sampleDemand({ emergency: emergency('death') }) });
    const overdue = await file({
      due: '2026-11-23T11:00:00.000Z',
      authorityId: 'us-fbi',
      demand: sampleDemand({
        reference: '=HYPERLINK("http://evil.example")',
        instrument: 'us/search-warrant',
      }),
      facts: sampleFacts({ country: 'FR' }),
    });
    const soon = await file({
      due: '2026-11-24T10:00:00.000Z',
      outcome: 'hold',
      reasons: ['authenticity-unresolved'],
    });
    last = await file({ demand: sampleDemand({ reference: 'Überprüfung 17' }) });
    const asked = { number: 1, side: 'authority' as const, by: 'olga', at: NOW, text: 'Why?' };
    await fileSample(store, {
      record: { status: 'closed', conclusion: 'refused' },
      parts: [created(COMMENT(1), { ...asked, dueKind: WAITING.comment, dueAt: NOW })],
    });
    urgent = [death, old, overdue, soon];
  }, 60_000);
  afterAll(() => engine.stop());

  const deps = () => ({ lists: dynamoDemandListStore(engine.documents, table), clock: () => new Date(NOW) });
  const ids = async (query: DeskQuery) => (await listDesk(query, rita, deps())).demands.map(({ id }) => id);

  it('begins with danger to people, however old, then with what is due, and ends with what never is', async () => {
    expect((await ids({ limit: 200 })).slice(0, 4)).toEqual(urgent);
    expect((await ids({ limit: 200 })).at(-1)).toBe(last);
  });

  it('comes page by page, each demand once, with counts of all of them', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const page = await listDesk({ limit: 30, after }, rita, deps());
      answerOf(listDemandsRoute, page);
      expect(page.counts).toMatchObject({ all: 200, overdue: 1, dueInADay: 1 });
      expect(Object.values(page.counts?.byStatus ?? {}).reduce((sum, one) => sum + one, 0)).toBe(200);
      for (const { id } of page.demands) seen.push(id);
      after = page.next;
      pages += 1;
    } while (after !== undefined);
    expect([pages, seen.length, new Set(seen).size]).toEqual([7, 200, 200]);
  });

  it.each<[string, DeskQuery, number]>([
    ['status', { status: ['filed', 'reviewed'] }, 98],
    ['instrument', { instrument: 'us/search-warrant' }, 1],
    ['authority', { authority: 'us-fbi' }, 1],
    ['country', { country: 'FR' }, 1],
    ['outcome', { outcome: 'hold' }, 1],
    ['an instant before which it is due', { dueBefore: '2026-11-23T11:30:00Z' }, 1],
    ['a day by whose end it is due', { dueBefore: '2026-11-24' }, 2],
    ['part of a reference in whatever case', { q: 'ÜBERPRÜFUNG' }, 1],
    ['several of these', { q: 'ref-1', status: ['filed'] }, 26],
    ['what none has', { country: 'DE' }, 0],
  ])('is narrowed by %s', async (_what, query, count) => {
    const page = await listDesk({ limit: 200, ...query }, rita, deps());
    expect([page.demands.length, page.counts?.all]).toEqual([count, count]);
  });

  it('tells of each what to choose by', async () => {
    const page = await listDesk({ outcome: 'hold' }, rita, deps());
    expect(page.demands).toMatchObject([
      {
        id: urgent[3],
        danger: 5,
        due: '2026-11-24T10:00:00.000Z',
        reasons: ['authenticity-unresolved'],
        round: 1,
        matter: 1,
      },
    ]);
  });

  it('finds what waits beside decisions by the index of due things, whatever its status', async () => {
    const page = await listDesk({ waits: 'comment' }, rita, deps());
    expect(page.demands).toMatchObject([{ status: 'closed', waits: ['comment'] }]);
    expect(page.counts).toMatchObject({ all: 1, waits: { order: 0, comment: 1 } });
    expect((await listDesk({ waits: 'order' }, rita, deps())).demands).toEqual([]);
  });

  it('has what is closed for itself', async () => {
    expect(await ids({ status: ['closed'] })).toHaveLength(1);
    expect(await problemOf(listDesk({ status: ['closed', 'filed'] }, rita, deps()))).toBe('400 bad_status');
  });

  it('is there for a spreadsheet, in which nothing runs, page by page', async () => {
    const query = { limit: 3, format: 'csv' as const };
    const { text, headers } = csvAnswer(await listDesk(query, rita, deps()), query);
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[3]).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    const after = new URLSearchParams(/<\?(.*)>/.exec(headers.link ?? '')?.[1]).get('after') ?? '';
    expect(await ids({ limit: 1, after })).toEqual([urgent[3]]);
  });

  it('takes no cursor but its own', async () => {
    for (const after of ['', 'x', `5#~#${NOW}#d-x`, `5#'#${NOW}#d-00000000000000000000000000`])
      expect(await problemOf(listDesk({ after }, rita, deps()))).toBe('400 bad_cursor');
  });

  it('is no list for agents: what they could ask by would tell what we found', async () => {
    for (const query of [
      { status: ['closed'] },
      { outcome: 'hold' },
      { dueBefore: '2026-11-24' },
      { q: 'REF' },
      { holder: 'none' },
      { waits: 'order' },
      { format: 'csv' },
    ] as DeskQuery[])
      expect(await problemOf(listDemands(query, olga, deps()))).toBe('400 unknown_parameter');
    const told = await listDemands({ limit: 1 }, olga, deps());
    for (const name of ['counts', 'isCut']) expect(told).not.toHaveProperty(name);
    for (const name of ['danger', 'due', 'matter', 'reasons'])
      expect(told.demands[0]).not.toHaveProperty(name);
    expect(await listDemands({ outcome: 'hold' }, rita, deps())).toMatchObject({ counts: { all: 1 } });
  });

  it('names to agents their own authority as a filing does, and nothing else that the register has of it', async () => {
    const page = await listDemands({}, olga, deps(), someAuthority());
    const { name, country, level, kind } = someAuthority();
    expect(answerOf(listDemandsRoute, page)).toMatchObject({ authority: { name, country, level, kind } });
    expect(Object.keys('authority' in page ? (page.authority ?? {}) : {})).toEqual([
      'name',
      'country',
      'level',
      'kind',
    ]);
  });
});

describe('what is asked of the list', () => {
  const { query } = listDemandsRoute;
  it.each([
    ['status', 'filed,lost'],
    ['status', ''],
    ['country', 'de'],
    ['outcome', 'accepted'],
    ['series', 'x'],
    ['dueBefore', 'tomorrow'],
    ['q', ''],
    ['q', 'x'.repeat(101)],
    ['instrument', '../..'],
    ['authority', 'US'],
    ['waits', 'review'],
    ['holder', ''],
    ['format', 'xml'],
    ['limit', '0'],
  ] as const)('is refused where %s is "%s"', (name, value) => {
    expect(query[name].schema.safeParse(value).success).toBe(false);
    expect(query[name].otherwise().status).toBe(400);
  });

  it('may name several statuses', () => {
    expect(query.status.schema.safeParse('filed,failed').data).toEqual(['filed', 'failed']);
  });
});
