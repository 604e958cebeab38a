import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moved } from '../../simulation/papers.ts';
import { casesOf } from '../../simulation/replay/cases.ts';
import { compare } from '../../simulation/replay/compare.ts';
import { LawOfPeriod } from '../../simulation/replay/law-of-period.ts';
import { type Played, playChunk } from '../../simulation/replay/play-chunk.ts';
import { printedReplay } from '../../simulation/replay/print-replay.ts';
import { readPublishedTable, sumOf } from '../../simulation/replay/published-table.ts';
import { type Chunk, replay } from '../../simulation/replay/replay.ts';
import { sampleTable } from '../../simulation/replay/sample-table.ts';
import { somePeriod } from '../kit/some-period.ts';
import { law } from '../validity/law.ts';

const HEADER = 'country,requests,accounts,content,noncontent,no_data,rejected';
/** Countries with pages of their own and without, one of which was given content, and one that demanded nothing. */
const TABLE = `${HEADER}
US,700,1880,75,457,110,58
DE,500,930,0,416,80,4
GR,10,64,0,9,1,0
BR,12,13,3,6,2,1
JP,4,4,0,2,1,1
QA,0,0,0,0,0,0
`;
const rows = readPublishedTable(TABLE, 'table.csv');
const few = sampleTable(rows, 30, 1);
const period = somePeriod('2013-H1');

describe('a published table', () => {
  it('is read row by row', () => {
    expect(rows.map(({ country }) => country)).toEqual(['US', 'DE', 'GR', 'BR', 'JP', 'QA']);
    expect(rows[0]).toMatchObject({ requests: 700, accounts: 1880, noncontent: 457 });
  });

  it.each([
    ['', 'the first line must be country,requests'],
    ['country,requests\nUS,1', 'the first line must be country,requests'],
    [HEADER, 'there is no country in it'],
    [`${HEADER}\nUS,1,1,0,1,0`, 'line 2: it has 6 values, not 7'],
    [`${HEADER}\n,1,1,0,1,0,0`, 'line 2: the country is no code of ISO 3166-1 alpha-2'],
    [`${HEADER}\nUK,1,1,0,1,0,0`, 'line 2: the country is no code of ISO 3166-1 alpha-2'],
    [`${HEADER}\nUS,1,1,0,1,0,0\nUS,1,1,0,1,0,0`, 'US is there twice'],
    [`${HEADER}\nUS,1,1,0,-1,2,0`, 'line 2: noncontent is no whole number from 0 on'],
    [`${HEADER}\nUS,1,1.5,0,1,0,0`, 'line 2: accounts is no whole number from 0 on'],
    [`${HEADER}\nUS,3,3,0,1,0,0`, 'make 1, and there are 3 requests'],
    [`${HEADER}\nUS,2,1,0,2,0,0`, 'there are fewer accounts than requests'],
    [`${HEADER}\nUS,1,201,0,1,0,0`, 'a request names 200 accounts at most'],
    [`${HEADER}\nUS,0,0,0,0,0,0`, 'nobody demanded anything'],
  ])('that is none is refused: %j', (text, says) => {
    expect(() => readPublishedTable(text, 'table.csv')).toThrow(says);
  });

  it('is sampled so that nothing vanishes which is in it', () => {
    for (const sample of [1, 30, 200, 1000, 1225]) {
      const scaled = sampleTable(rows, sample, 7);
      expect(sumOf(scaled, 'requests')).toBe(Math.max(sample, 16));
      expect(sampleTable(rows, sample, 7)).toEqual(scaled);
      for (const [index, row] of scaled.entries()) {
        const whole = rows[index];
        expect([row.content > 0, row.rejected > 0]).toEqual([
          (whole?.content ?? 0) > 0,
          (whole?.rejected ?? 0) > 0,
        ]);
        expect(row.noncontent).toBeLessThanOrEqual(whole?.noncontent ?? 0);
        expect(row.accounts).toBeGreaterThanOrEqual(row.requests);
      }
    }
    expect(sampleTable(rows, 5000, 7)).toEqual(rows);
  });

  it('stands for as many demands and accounts as it says, always the same', () => {
    const cases = casesOf(rows, 3);
    expect(casesOf(rows, 3)).toEqual(cases);
    for (const { country, requests, accounts } of rows) {
      const own = cases.filter((one) => one.country === country);
      expect([own.length, own.reduce((sum, one) => sum + one.accounts, 0)]).toEqual([requests, accounts]);
      expect(own.every((one) => one.accounts >= 1 && one.accounts <= 200)).toBe(true);
    }
  });

  it('of a time for which there is no law is refused, with the countries', () => {
    expect(() => new LawOfPeriod(law, somePeriod('1985-H1')).require(rows)).toThrow(
      '1985-H1: no page of the rulebook is law then on which these are answered: US, DE, GR, BR, JP',
    );
  });
});

describe('a table of an edition', () => {
  const one = { country: 'GR', requests: 1, accounts: 1, content: 0, noncontent: 1, no_data: 0, rejected: 0 };
  const all = { series: 'ALL', instrument: 'ALL', state: 'exact', unit: 'demands' } as const;
  const total = (country: string, outcome: 'ALL' | 'content', low: number, high = low) =>
    ({ ...all, country, measure: 'demands', outcome, low, high }) as const;
  const gotOf = (...totals: ReturnType<typeof total>[]) =>
    compare([one], { cells: [], totals }, () => false).mismatches.flatMap(({ country, column, got }) =>
      column === 'requests' ? [`${country} ${got}`] : [],
    );

  it('meets no cell by a number that it tells twice, as a range, or of a country that nobody named', () => {
    const world = total('WORLD', 'ALL', 1);
    expect(gotOf(total('GR', 'ALL', 1), world)).toEqual([]);
    expect(gotOf(total('GR', 'ALL', 9), total('GR', 'ALL', 1), world)).toEqual(['GR undefined']);
    expect(gotOf(total('GR', 'ALL', 1, 500), world)).toEqual(['GR undefined']);
    expect(gotOf(total('GR', 'ALL', 1), total('FR', 'ALL', 7), world)).toEqual(['FR 7']);
  });
});

describe('a paper', () => {
  it('is moved to another day with its times of day and their zones', () => {
    const dates = {
      issued: '2026-10-05',
      received: '2026-10-06T09:00:00+05:30',
      returnDue: '2026-10-30T12:00:00Z',
    };
    expect(moved({ dates, title: '2026' }, -365)).toEqual({
      dates: {
        issued: '2025-10-05',
        received: '2025-10-06T09:00:00+05:30',
        returnDue: '2025-10-30T12:00:00Z',
      },
      title: '2026',
    });
  });
});

describe('a replay', () => {
  const state = mkdtempSync(join(tmpdir(), 'replay-'));
  const played = new Map<number, Played>();
  const plan = { rows: few, period, seed: 1 };
  const play = async ({ number, seed, cases }: Chunk): Promise<Played> => {
    const chunk = played.get(number) ?? (await playChunk(cases, { period, seed, rulebook: law }));
    played.set(number, chunk);
    return structuredClone(chunk);
  };
  const replayed = (more: (chunk: Played) => Played = (chunk) => chunk) =>
    replay(plan, { rulebook: law, state, play: async (chunk) => more(await play(chunk)) });
  afterAll(() => rmSync(state, { recursive: true }));

  it('that is killed goes on from what was played, and comes to every cell of the table', async () => {
    const killed = replay(plan, {
      ...{ rulebook: law, state },
      play: async (chunk) => {
        if (chunk.number === 0) return play(chunk);
        while (played.size === 0) await new Promise(setImmediate);
        await new Promise(setImmediate);
        throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    const again: number[] = [];
    let before = 0;
    const { mismatches, elsewhere, cells, folder, edition } = await replay(plan, {
      ...{ rulebook: law, state },
      begins: ({ done }) => {
        before = done;
      },
      play: (chunk) => {
        again.push(chunk.number);
        return play(chunk);
      },
    });
    expect([before, again]).toEqual([15, [1]]);
    expect(mismatches).toEqual([]);
    expect([cells, edition]).toEqual([7 * 10, 1]);
    expect(elsewhere).toEqual([{ country: 'BR', demands: 1 }]);
    expect(existsSync(join(folder, 'reports/2013-H1/edition-0001.csv'))).toBe(true);
    expect(readdirSync(folder)).toEqual(['reports']);
  });

  it('in which one demand is counted as another ends with that cell', async () => {
    const result = await replayed((chunk) => {
      const [first] = chunk.contributions.filter(({ facts }) => facts.country === 'JP');
      if (first) first.facts.country = 'DE';
      return chunk;
    });
    expect(result.mismatches).toContainEqual({
      country: 'JP',
      column: 'requests',
      wanted: 3,
      got: expect.any(Number),
    });
    expect(printedReplay(plan, result)).toMatch(
      /mismatches\n(?: {2}.*\n)*? {2}JP requests: wanted 3, got [12]/,
    );
  });

  it('of more demands than can be played is refused', async () => {
    const many = readPublishedTable(`${HEADER}\nUS,1000001,1000001,0,1000001,0,0`, 'table.csv');
    const vast = replay({ ...plan, rows: many }, { rulebook: law, state, play });
    await expect(vast).rejects.toThrow('play a sample');
  });

  it('in which an event was not counted publishes nothing', async () => {
    const left = replayed((chunk) => ({ ...chunk, contributions: chunk.contributions.slice(1) }));
    await expect(left).rejects.toMatchObject({ code: 'report_incomplete' });
  });
});
