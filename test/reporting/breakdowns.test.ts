import type { Facts } from '../../functions/ledger/facts.schema.ts';
import { publishReport } from '../../functions/reporting/publish-report.ts';
import type { BreakdownCell } from '../../functions/reporting/report.schema.ts';
import { Report } from '../../functions/reporting/report.schema.ts';
import { reportFaults } from '../../functions/reporting/report-faults.ts';
import { someContribution } from '../kit/ledgers.ts';
import { publishedBy, reportsDesk } from '../kit/reports-desk.ts';

const H1 = '2026-03-01T00:00:00.000Z';
const H2 = '2026-09-01T00:00:00.000Z';
const EVIDENCE = 'a'.repeat(64);

type Given = [count: number, facts: Partial<Facts>];

/** A desk that tells of no fewer than three, with so many demands of each kind. */
async function deskWith(...given: Given[]) {
  const desk = reportsDesk();
  let named = 0;
  const put = async (...more: Given[]) => {
    for (const [count, facts] of more)
      for (let index = 0; index < count; index += 1) {
        named += 1;
        await desk.contributions.put(someContribution(`d-${named}`, { receivedAt: H2, ...facts }));
      }
  };
  await put(...given);
  const publish = async (period = '2026-H2', more: object = {}) => {
    const { edition } = await publishedBy({ period, ...more }, desk.deps);
    return Report.parse(JSON.parse(desk.files.objects.get(edition.json.key) ?? ''));
  };
  const correct = async () => {
    const asked = { period: '2026-H2', reason: 'correction', because: 'error', evidence: EVIDENCE } as const;
    await publishReport({ ...asked, by: 'ada' }, desk.deps);
    return publish('2026-H2', asked);
  };
  return { ...desk, put, publish, correct };
}

/** As `US level-state 3`; of some dimensions. */
const told = ({ breakdowns = [] }: { breakdowns?: BreakdownCell[] | undefined }, dimension = 'level') =>
  breakdowns
    .filter(({ measure }) => measure.startsWith(`${dimension}-`))
    .map(({ country, measure, low }) => `${country} ${measure} ${low}`);

const federal: Partial<Facts> = { level: 'federal' };
const state: Partial<Facts> = { level: 'state' };
const local: Partial<Facts> = { level: 'local' };

describe('what a report tells of authorities, ways and data', () => {
  it('is by country, or for the world, and makes up the demands', async () => {
    const { publish } = await deskWith(
      [4, { ...federal, channel: 'mlat', origin: 'foreign', service: 'mail', dataCountries: ['DE', 'US'] }],
      [3, { ...state, channel: 'direct', origin: 'domestic', service: 'mail', dataCountries: ['US'] }],
      [3, { country: 'DE', level: 'national', authorityKind: 'court' }],
    );
    const report = await publish();
    expect(told(report)).toEqual(['DE level-national 3', 'US level-federal 4', 'US level-state 3']);
    expect(told(report, 'kind')).toEqual(['DE kind-court 3', 'US kind-law-enforcement 7']);
    expect(told(report, 'channel')).toEqual([
      'WORLD channel-direct 3',
      'WORLD channel-mlat 4',
      'WORLD channel-unknown 3',
    ]);
    expect(told(report, 'origin')).toHaveLength(3);
    expect(told(report, 'service')).toEqual(['WORLD service-mail 7', 'WORLD service-unknown 3']);
    expect(told(report, 'location')).toEqual([
      'WORLD location-abroad 4',
      'WORLD location-in-country 3',
      'WORLD location-unknown 3',
    ]);
    expect(report.measures['level-state']).toContain('by the register');
  });

  it.each<[string, Given[], string[]]>([
    [
      'few are told with the next fewest',
      [
        [9, federal],
        [4, state],
        [2, local],
      ],
      ['US level-federal 9', 'US level-other 6'],
    ],
    [
      'few are told together',
      [
        [9, federal],
        [2, state],
        [2, local],
      ],
      ['US level-federal 9', 'US level-other 4'],
    ],
    [
      'a rest would be two others',
      [
        [9, federal],
        [2, local],
      ],
      [],
    ],
    ['there are few of all', [[2, federal]], []],
    [
      'a word is none of ours',
      [
        [9, federal],
        [3, { level: 'Fed <b>' }],
      ],
      ['US level-federal 9', 'US level-other 3'],
    ],
    [
      'a word is that of the rest',
      [
        [9, federal],
        [3, { level: 'other' }],
      ],
      ['US level-federal 9', 'US level-other 3'],
    ],
    [
      'it is national-security process',
      [
        [9, federal],
        [9, { ...state, series: 'national-security' }],
      ],
      ['US level-federal 9'],
    ],
    [
      'nothing was demanded',
      [
        [9, federal],
        [9, { ...state, series: 'informational' }],
      ],
      ['US level-federal 9'],
    ],
    [
      'a paper came twice',
      [
        [3, federal],
        [4, { ...state, paper: 'c'.repeat(32) }],
      ],
      [],
    ],
  ])('is of no few: where %s', async (_, given, expected) => {
    const { publish } = await deskWith(...given);
    expect(told(await publish())).toEqual(expected);
  });

  it('is nothing in a period that is open, and nothing in a span', async () => {
    const { publish, clock } = await deskWith([9, federal]);
    expect((await publish('2026-07-01--2026-11-01')).breakdowns).toBeUndefined();
    clock.now = '2026-12-01T00:00:00Z';
    const desk = await deskWith([9, federal]);
    desk.clock.now = '2026-12-01T00:00:00Z';
    expect((await desk.publish()).breakdowns).toBeUndefined();
  });

  it('tells nothing of one that comes late: the next edition says the same, whatever it is', async () => {
    const editions: string[] = [];
    for (const late of [federal, state, { ...local, authorityKind: 'court', channel: 'mlat' } as const]) {
      const { publish, put } = await deskWith([5, federal], [5, state]);
      await publish();
      await put([1, late]);
      const second = await publish();
      expect(second.edition).toBe(2);
      editions.push(JSON.stringify(second));
    }
    expect(new Set(editions).size).toBe(1);
  });

  it('is drawn anew by a correction, unless too few stand elsewhere', async () => {
    const few = await deskWith([5, federal], [5, state]);
    const before = told(await few.publish());
    await few.put([2, local]);
    expect(told(await few.correct())).toEqual(before);
    const many = await deskWith([5, federal], [5, state]);
    await many.publish();
    await many.put([4, local]);
    const corrected = await many.correct();
    expect(told(corrected)).toEqual(['US level-federal 5', 'US level-local 4', 'US level-state 5']);
    expect(corrected.changes.some(({ after }) => after?.measure === 'level-local')).toBe(true);
  });

  it('adds up in a year from what the halves print, and tells nothing that one of them does not', async () => {
    const { publish } = await deskWith(
      [9, { ...federal, receivedAt: H1 }],
      [2, { ...state, receivedAt: H1 }],
      [2, { ...local, receivedAt: H1 }],
      [3, federal],
      [9, state],
    );
    expect(told(await publish('2026'))).toEqual(['US level-federal 12', 'US level-other 13']);
    expect(told(await publish('2026-H1'))).toEqual(['US level-federal 9', 'US level-other 4']);
    expect(told(await publish('2026-H2'))).toEqual(['US level-federal 3', 'US level-state 9']);
  });

  it('is in the CSV and on the page, and nothing that contradicts itself is published', async () => {
    const { publish, files } = await deskWith([5, federal], [4, state]);
    const report = await publish();
    const file = (ending: string) => [...files.objects].find(([key]) => key.endsWith(ending))?.[1] ?? '';
    expect(file('.csv')).toContain('2026-H2,ALL,US,ALL,level-state,,4,4,exact,demands');
    expect(file('.html')).toContain('Demands by level');
    expect(JSON.parse(file('.datapackage.json')).resources[0].schema.fields[1].constraints.enum).toContain(
      'ALL',
    );
    const changed = (change: Partial<BreakdownCell>) => ({
      ...report,
      breakdowns: report.breakdowns?.map((cell, index) => (index === 0 ? { ...cell, ...change } : cell)),
    });
    const faults = (of: Report) => reportFaults(of, { schemes: [], fewest: 3 });
    expect(faults(report)).not.toContain('breakdown');
    expect(faults(changed({ low: 1, high: 1 }))).toContain('breakdown');
    expect(faults(changed({ low: 6, high: 6 }))).toContain('breakdown');
  });
});

describe('content that lay abroad', () => {
  it('is counted, and not told where a fact of before is among it', async () => {
    const at = async (...given: Given[]) => {
      const { totals } = await (await deskWith(...given)).publish();
      const cell = totals.find((one) => one.series === 'ALL' && one.measure === 'content-from-abroad');
      return cell?.state === 'exact' ? cell.low : cell?.state;
    };
    const content = { outcome: 'content', accountsContent: 1, accountsNonContent: 0 } as const;
    const abroad: Given = [2, { ...content, dataCountries: ['IE', 'US'] }];
    const here: Given = [1, { ...content, dataCountries: ['US'] }];
    expect(await at(abroad, here, [1, { outcome: 'non-content', dataCountries: ['IE'] }])).toBe(2);
    expect(await at(abroad, [1, content])).toBe('not_reported');
  });
});
