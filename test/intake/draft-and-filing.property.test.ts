import fc from 'fast-check';
import { fileDemand } from '../../functions/intake/file-demand.ts';
import type { Demand, Target } from '../../functions/shared/demand.schema.ts';
import { TARGET_TYPES } from '../../functions/shared/demand.schema.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { answerDraft } from '../../functions/validity/check-draft.ts';
import { knownLaw } from '../../functions/validity/known-law.ts';
import { everyone } from '../kit/authorities.ts';
import { memoryDesk } from '../kit/memory-desk.ts';
import { memoryDocuments } from '../kit/memory-documents.ts';
import { openLane } from '../kit/open-lane.ts';
import { someCase } from '../validity/arbitraries/case.ts';
import { someMoment } from '../validity/arbitraries/moments.ts';
import { law } from '../validity/law.ts';

const NOW = new Date('2026-10-07T09:00:00Z');

/** What is said to a caller: the faults with their pointers and texts, or nothing. */
const saidBy = async (answer: () => unknown) => {
  try {
    await answer();
    return 'taken';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { status: error.status, code: error.code, detail: error.detail, faults: error.faults };
  }
};

const draft = (demand: Demand) => answerDraft(demand, { rulebook: law, law: knownLaw(law), now: NOW });
const file = (demand: Demand) =>
  fileDemand(
    { demand, idempotencyKey: 'a-key-of-its-own', authorityId: 'us-usao-ndca', subject: 'olga' },
    {
      authorities: everyone,
      nonces: { use: async () => 'ours' },
      store: memoryDesk().store,
      filings: { readKey: async () => undefined, file: async () => 'committed' },
      documents: memoryDocuments((path) => ({ mediaType: typeOf(demand, path) })).store,
      executions: { start: async () => undefined },
      lane: openLane,
      law: knownLaw(law),
      clock: () => NOW,
    },
  );

const typeOf = ({ documents = [] }: Demand, path: string) =>
  documents.find(({ sha256 }) => path.endsWith(sha256))?.mediaType ?? '';

const someTarget: fc.Arbitrary<Target> = fc.record(
  {
    type: fc.constantFrom(...TARGET_TYPES),
    value: fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        '+1 (202) 555-0123',
        '202 555 0123',
        '2001:DB8::1',
        ':::::',
        'user@bücher.example',
        '"a*b"@example.com',
        '*@example.com',
        '198.51.100.0/24',
        '00-53-00-aa-bb-cc',
      ),
    ),
    at: fc.oneof(someMoment, fc.constantFrom('1971-01-01', '2190-01-01T00:00:00Z')),
  },
  { requiredKeys: ['type', 'value'] },
);

const someBody = someCase(law).chain(({ demand }) =>
  fc
    .record(
      {
        targets: fc.array(someTarget, { maxLength: 5 }),
        period: fc.record({ from: someMoment, to: someMoment }),
        data: fc.array(fc.constantFrom('subscriber', 'sessions', 'gossip'), { maxLength: 3 }),
        underlying: fc.constantFrom('us/search-warrant', 'us/unheard-of'),
      },
      { requiredKeys: [] },
    )
    .map((change): Demand => ({ ...demand, ...change })),
);

describe('a draft', () => {
  it('is told of the same faults as the filing of the same body', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(someBody, async (demand) => {
        const said = await saidBy(() => draft(demand));
        expect(said).toEqual(await saidBy(() => file(demand)));
        refused += said === 'taken' ? 0 : 1;
      }),
      { numRuns: 600 },
    );
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(600);
  });

  it.each<[string, Partial<Demand>, string]>([
    [
      'a number without its country',
      { targets: [{ type: 'phone', value: '202 555 0123' }] },
      '/targets/0/value invalid_identifier',
    ],
    [
      'a period from 1970',
      { period: { from: '1970-01-01', to: '2026-01-01' } },
      '/period/from date_out_of_range',
    ],
    ['a period backwards', { period: { from: '2026-06-02', to: '2026-06-01' } }, '/period empty_range'],
  ])('with %s is not told that it may be accepted', async (_name, change, fault) => {
    const { demand } = law.instruments['us/search-warrant']?.sample ?? {};
    if (!demand) throw new Error('a sample was expected');
    const said = await saidBy(() => draft({ ...demand, ...change }));
    expect(said).toMatchObject({
      status: 422,
      faults: [{ pointer: fault.split(' ')[0], code: fault.split(' ')[1] }],
    });
    expect(said).toEqual(await saidBy(() => file({ ...demand, ...change })));
  });

  it('is judged by when it comes, as its filing is, whatever it says of that', () => {
    const { demand } = law.instruments['us/search-warrant']?.sample ?? {};
    if (!demand) throw new Error('a sample was expected');
    const late = { ...demand, dates: { issued: '2026-09-20', executeBy: '2026-10-01' } };
    const claimed = { ...late, dates: { ...late.dates, received: '2026-09-25' } };
    expect(draft(late).outcome).toBe('reject');
    expect(draft(claimed)).toEqual(draft(late));
  });

  it('with a number in a usual way of writing is taken, as its filing is', async () => {
    const { demand } = law.instruments['us/search-warrant']?.sample ?? {};
    if (!demand) throw new Error('a sample was expected');
    const body: Demand = { ...demand, targets: [{ type: 'phone', value: '+1 (202) 555-0123' }] };
    expect([await saidBy(() => draft(body)), await saidBy(() => file(body))]).toEqual(['taken', 'taken']);
  });
});
