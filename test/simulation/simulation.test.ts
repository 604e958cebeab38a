import type { Ledger } from '../../functions/ledger/dynamodb-ledgers.ts';
import { RulebookData } from '../../simulation/audit/rulebook-data.ts';
import type { Options, Planted } from '../../simulation/options.ts';
import { type Result, simulate } from '../../simulation/simulate.ts';
import { law } from '../validity/law.ts';

const data = new RulebookData();
const FEW = { seed: 10, demands: 6, months: 8, from: '2026-09-01' } as const satisfies Options;
const WARRANTS = ['us/search-warrant'];

const rulesOf = ({ breaches }: Result) => new Set(breaches.map(({ rule }) => rule));
const planted = async (plant: Planted, more: Partial<Options> = {}) => {
  const { result } = await simulate({ ...FEW, instruments: WARRANTS, ...more, plant }, law, data);
  return result;
};
/** A sweep that never sees what is due of these kinds. */
const without =
  (...kinds: string[]): NonNullable<Planted['ledger']> =>
  (ledger, writer): Ledger => {
    const { dues } = ledger;
    const isBlind = writer === 'sweep' || writer === 'send-due';
    const due: typeof dues.due = (kind, until) => (kinds.includes(kind) ? nothing() : dues.due(kind, until));
    return isBlind ? { ...ledger, dues: { ...dues, due } } : ledger;
  };
async function* nothing() {}

describe('a simulated time', () => {
  it('of demands of all kinds keeps every date, and is the same for the same seed', async () => {
    const [once, again] = [await simulate(FEW, law, data), await simulate(FEW, law, data)];
    expect(once.result.breaches).toEqual([]);
    expect(once.result.counts['event demand.filed']).toBeGreaterThan(5);
    expect(again.result.fingerprint).toBe(once.result.fingerprint);
  });
});

describe('a fault that was planted is found:', () => {
  it('customers who are forgotten', async () => {
    const result = await planted({ ledger: without('notice') });
    expect(rulesOf(result)).toContain('nobody is forgotten');
    expect(result.breaches[0]).toMatchObject({
      demandId: expect.stringMatching(/^d-/),
      says: expect.stringMatching(/could be told from \d{4}-.* on, and was not by \d{4}-/),
    });
  });

  it('dates that nobody watches', async () => {
    expect(rulesOf(await planted({ ledger: without('clock') }))).toContain(
      'a date is met or people are told',
    );
  });

  it('demands whose execution died', async () => {
    const result = await planted(
      {
        ledger: without('run', 'run-urgent', 'start', 'start-urgent', 'wait-review', 'wait-release'),
        deaths: 0.1,
      },
      { demands: 4, months: 4 },
    );
    expect(rulesOf(result)).toContain('no demand is stranded');
  });

  it('letters that go a day early', async () => {
    expect(rulesOf(await planted({ aheadMs: 86_400_000 }))).toContain('nobody is told early');
  });

  it('preservations that are never ended', async () => {
    const result = await planted(
      { ledger: without('preservation') },
      { instruments: ['us/preservation-request'], demands: 3 },
    );
    expect(rulesOf(result)).toContain('data is kept as long as the law says');
  });
});
