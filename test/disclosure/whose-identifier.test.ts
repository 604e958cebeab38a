import { readFileSync } from 'node:fs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { readDemand } from '../../functions/desk/read-demands.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { SCOPE } from '../../functions/ledger/parts/scope.part.ts';
import { dynamoAccountDirectory } from '../../functions/provider/dynamodb-account-directory.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import type { ReviewRequest } from '../../functions/review/decide-review.route.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import type { Target } from '../../functions/shared/demand.schema.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { everyone } from '../kit/authorities.ts';
import { lawUnseen, olga, problemOf, rita } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { memoryTokens } from '../kit/memory-tokens.ts';
import { noMarks } from '../kit/no-marks.ts';
import { forAgent, forDesk } from '../kit/sides.ts';
import { check, type Desk, openDesk, retrieve } from '../retrieval/approved-demand.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
import { sampleOf } from '../validity/law.ts';
import { packageFiles, predicateIn } from './package-files.ts';
import { sealed, sealingOf } from './sealed-demand.ts';

const PHONE: Target = { type: 'phone', value: '+1 (202) 555-0199' };
const ITEMS = ['subscriber', 'sessions', 'content.mail', 'content.messages'];
/** The number was Carol's until 4 May 2026, and is Dave's since 3 June. */
const CAROLS = { from: '2026-02-01', to: '2026-04-30' };
const BOTHS = { from: '2026-02-01', to: '2026-09-30' };
const [CAROL, DAVE] = ['acct-0003', 'acct-0004'];

describe('a number that changed hands', () => {
  let engine: Engine;
  let desk: Desk;
  beforeAll(async () => {
    engine = await startEngine();
    desk = await openDesk(engine, await openSampleStores(engine));
  });
  afterAll(() => engine.stop());

  const deps = () => ({
    ...desk.ledger,
    rulebook: lawUnseen,
    authorities: everyone,
    marks: noMarks,
    verdicts: { of: async () => 'clean' as const, keep: async () => {} },
    directory: dynamoAccountDirectory(engine.documents, desk.stores.names.DirectoryTable),
    tokens: memoryTokens(),
    tasks: { answer: async () => 'answered' as const },
    dues: { due: async () => [], settle: async () => {} },
  });

  /** A warrant for the number, checked and before a reviewer. */
  const inReview = async (period: { from: string; to: string }, targets = [PHONE]) => {
    const { demand } = sampleOf('us/search-warrant');
    const dates = { issued: '2026-11-16', executeBy: '2026-11-27', served: '2026-11-18' };
    const id = await fileSample(desk.ledger.store, {
      record: {
        status: 'filed',
        filedAt: '2026-11-20T09:00:00.000Z',
        demand: { ...demand, dates, targets, data: ITEMS, period },
      },
      determination: 'none',
    });
    const { outcome } = await checkValidity({ demandId: id, round: 1 }, deps());
    await awaitDecision('review', { demandId: id, round: 1, token: 't' }, deps());
    return { id, outcome };
  };
  const approve = (id: string, request: Partial<ReviewRequest> = {}) =>
    decideReview(
      id,
      { round: 1, decision: 'approve', ...(request.accounts ? { reason: 'other-holder' } : {}), ...request },
      rita,
      deps(),
    );
  /** What leaves: the scope, and every byte of the package as text. */
  const disclosed = async (id: string) => {
    await retrieve(desk, id);
    await check(desk, id);
    const { path } = await sealed(desk, sealingOf(desk), id);
    const verified = await verifyPackage(path);
    const files = await packageFiles(readFileSync(path));
    // The statement stands in base64.
    const texts = [
      JSON.stringify(predicateIn(files)),
      ...[...files.values()].map((one) => one.toString('latin1')),
    ];
    return { verified, text: texts.join('\n') };
  };

  it('in the time of the first holder: the present one is not in the package', async () => {
    const { id, outcome } = await inReview(CAROLS);
    expect(outcome).toBe('accept');
    await approve(id);
    const { text, verified } = await disclosed(id);
    expect(verified.records).toBeGreaterThan(10);
    expect(text).toContain(`"account":"${CAROL}"`);
    expect(text).not.toContain(DAVE);
  });

  it('in the time of both: people decide, and who leaves the second out discloses nothing of it', async () => {
    const { id, outcome } = await inReview(BOTHS);
    expect(outcome).toBe('refer');
    expect((await desk.ledger.store.part(id, DETERMINATION(1)))?.determination.reasons).toEqual([
      'holder-uncertain',
    ]);
    expect(await problemOf(approve(id))).toBe('422 question_open');
    const resolves = ['holder-uncertain' as const];
    expect(await problemOf(approve(id, { resolves, accounts: ['acct-0001'] }))).toBe('422 widens');
    expect(await approve(id, { resolves, accounts: [String(CAROL)] })).toMatchObject({ accounts: [CAROL] });
    const { text } = await disclosed(id);
    expect(text).not.toContain(DAVE);
    const scope = await desk.ledger.store.part(id, SCOPE(1));
    for (const { service, period } of scope?.grants ?? [])
      expect([service, period]).toEqual([
        service,
        { from: '2026-02-01T00:00:00.000Z', to: '2026-05-04T00:00:00.000Z' },
      ]);
  });

  it('in the time of both, approved whole: of each, what lies in their own time', async () => {
    const { id } = await inReview(BOTHS);
    await approve(id, { resolves: ['holder-uncertain'] });
    await disclosed(id);
    const { grants = [] } = (await desk.ledger.store.part(id, SCOPE(1))) ?? {};
    const times = new Map(grants.map(({ account, period }) => [account, period]));
    expect(times).toEqual(
      new Map([
        [CAROL, { from: '2026-02-01T00:00:00.000Z', to: '2026-05-04T00:00:00.000Z' }],
        [DAVE, { from: '2026-06-03T00:00:00.000Z', to: '2026-10-01T00:00:00.000Z' }],
      ]),
    );
  });

  it('that came back to its first holder: nothing is read of the time between', async () => {
    const identifier = 'phone:+12025550188';
    for (const [since, until, account] of [
      ['2020-01-01', '2026-03-01', CAROL],
      ['2026-03-01', '2026-08-01', DAVE],
      ['2026-08-01', '2026-12-01', CAROL],
    ])
      await engine.documents.send(
        new PutCommand({
          TableName: desk.stores.names.DirectoryTable,
          Item: {
            identifier,
            since: `${since}T00:00:00.000Z`,
            until: `${until}T00:00:00.000Z`,
            account,
            customer: 'consumer',
          },
        }),
      );
    const { id, outcome } = await inReview({ from: '2025-12-01', to: '2026-10-31' }, [
      { type: 'phone', value: '001-202-555-0188' },
    ]);
    expect(outcome).toBe('refer');
    await approve(id, { resolves: ['holder-uncertain'], accounts: [String(CAROL)] });
    const { verified } = await disclosed(id);
    const { grants = [] } = (await desk.ledger.store.part(id, SCOPE(1))) ?? {};
    expect(grants.map(({ account }) => account)).toEqual(grants.map(() => CAROL));
    const timed = grants.filter(({ service }) => service !== 'subscribers');
    expect(timed.length).toBeGreaterThan(1);
    for (const { spans } of timed)
      expect(spans).toEqual([
        { from: '2025-12-01T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z' },
        { from: '2026-08-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' },
      ]);
    expect(verified.records).toBeGreaterThan(10);
    const entries = [...desk.harvest.objects].filter(([key]) => key.startsWith(id) && key.endsWith('.jsonl'));
    const instants = entries.flatMap(([, bytes]) =>
      [...bytes.toString().matchAll(/"at":"([^"]+)"/g)].map(([, at]) => String(at)),
    );
    expect(instants.some((at) => at < '2026-03-01')).toBe(true);
    expect(instants.some((at) => at >= '2026-08-01')).toBe(true);
    expect(instants.filter((at) => at >= '2026-03-01' && at < '2026-08-01')).toEqual([]);
  });

  it('is told to reviewers with its holders and their times, and to agents not at all', async () => {
    const { id } = await inReview(BOTHS);
    const seen = await forDesk(readDemand(id, rita, deps()));
    expect(seen.accounts).toMatchObject([
      { target: 0, account: CAROL, to: '2026-05-04T00:00:00.000Z' },
      { target: 0, account: DAVE, from: '2026-06-03T00:00:00.000Z' },
    ]);
    const told = await forAgent(readDemand(id, olga, deps()));
    expect(told.paper.reasons).toEqual([]);
    for (const name of ['accounts', 'unmatched', 'circumstances']) expect(told).not.toHaveProperty(name);

    const between = await inReview({ from: '2026-05-10', to: '2026-05-20' });
    expect(between.outcome).toBe('accept');
    expect((await forDesk(readDemand(between.id, rita, deps()))).unmatched).toEqual([
      {
        target: 0,
        identifier: '+12025550199',
        from: '2026-05-10T00:00:00.000Z',
        to: '2026-05-21T00:00:00.000Z',
        otherTimes: [
          { from: '2024-12-20T00:00:00.000Z', to: '2026-05-04T00:00:00.000Z' },
          { from: '2026-06-03T00:00:00.000Z' },
        ],
        others: 2,
      },
    ]);
    expect(await readDemand(between.id, olga, deps())).not.toHaveProperty('unmatched');
  });
});
