import { readDemand } from '../../functions/desk/read-demands.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { SCOPE } from '../../functions/ledger/parts/scope.part.ts';
import type { DirectoryEntry } from '../../functions/provider/account-directory.ts';
import type { CustomerAnswerRequest } from '../../functions/review/customer-answers.route.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { recordCustomerAnswer } from '../../functions/review/record-customer-answer.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { sweep } from '../../functions/watch/sweep.ts';
import { playDemand } from '../desk/played-demand.ts';
import { olga, olgaReviews, problemOf, rita, ruth } from '../kit/desk.ts';
import { opens } from '../kit/opens.ts';
import { law } from '../validity/law.ts';

const NOW = new Date('2026-06-10T12:00:00Z');
const DAY_MS = 86_400_000;
const LETTER = [{ sha256: 'ab'.repeat(32), mediaType: 'application/pdf', title: 'Letter of the customer' }];
const READ = LETTER.map(({ sha256 }) => sha256);
const CFO = 'cfo@acme-tenant.example';
const ALICE = 'alice@example.com';

function warrant(...values: string[]): Demand {
  const page = law.instruments['us/search-warrant'];
  if (!page) throw new Error('no such page');
  const { period: _period, ...demand } = page.sample.demand;
  return {
    ...demand,
    authority: {
      name: "U.S. Attorney's Office",
      country: 'US',
      level: 'federal',
      kind: 'prosecutor',
    },
    targets: values.map((value) => ({ type: 'email', value })),
    data: ['content.mail', 'content.files'],
    dates: { issued: '2026-06-04', served: '2026-06-09', executeBy: '2026-06-18' },
    period: { from: '2026-01-01', to: '2026-06-01' },
  };
}

const entry = (account: string, customer: DirectoryEntry['customer']): DirectoryEntry => ({
  account,
  customer,
  usPerson: true,
  inUS: true,
  dataCountry: 'US',
});

const play = (...values: string[]) =>
  playDemand(
    warrant(...values),
    {
      find: async ({ value }) => ({
        holders: [
          value !== ALICE
            ? entry(`acct-${value.split('@')[0]}`, 'enterprise')
            : entry('acct-alice', 'consumer'),
        ],
        otherTimes: [],
      }),
    },
    NOW,
  );
type Played = Awaited<ReturnType<typeof play>>;

async function says(played: Played, answer: object) {
  const request = { ...answer, documents: LETTER, readElsewhere: READ } as CustomerAnswerRequest;
  await opens(played.id, LETTER, rita, played.deps);
  const answered = await recordCustomerAnswer(played.id, request, rita, played.deps);
  await played.run();
  return answered;
}

const outcomeOf = async ({ id, deps }: Played) => (await deps.store.read(id))?.outcome;
const approve = async (played: Played, resolves: 'enterprise-customer'[] = []) => {
  const record = await played.deps.store.read(played.id);
  if (!record) throw new Error('no such demand');
  const request = { decision: 'approve' as const, round: record.round, on: record.matter ?? 0, resolves };
  await decideReview(played.id, request, ruth, played.deps);
  await played.run();
};

describe('an organisation that is asked first', () => {
  test('consents: its mail and its documents are retrieved', async () => {
    const played = await play(CFO);
    expect(await outcomeOf(played)).toBe('redirect');
    expect(await problemOf(approve(played))).toBe('409 nothing_to_approve');
    expect(await says(played, { answer: 'consents' })).toEqual({ id: played.id, round: 2 });
    expect(await outcomeOf(played)).toBe('accept');
    await approve(played);
    const scope = await played.deps.store.part(played.id, SCOPE(2));
    expect(scope?.grants.map(({ service, account }) => [service, account])).toEqual([
      ['mail', 'acct-cfo'],
      ['files', 'acct-cfo'],
    ]);
    expect(findChainFaults(await played.deps.store.events(played.id))).toEqual([]);
  });

  test('answers itself: who filed is sent to it', async () => {
    const played = await play(CFO);
    await says(played, { answer: 'answers-itself' });
    expect(await outcomeOf(played)).toBe('redirect');
  });

  test('objects: a person decides, and must say so', async () => {
    const played = await play(CFO);
    await says(played, { answer: 'objects' });
    expect(await outcomeOf(played)).toBe('refer');
    expect(await problemOf(approve(played))).toBe('422 question_open');
    await approve(played, ['enterprise-customer']);
    expect((await played.deps.store.read(played.id))?.status).toBe('awaiting-release');
  });

  test('says something after all: nobody waits for its day any more', async () => {
    const played = await play(CFO);
    await says(played, { answer: 'silent', until: '2026-06-12' });
    await says(played, { answer: 'consents' });
    expect(await outcomeOf(played)).toBe('accept');
    played.pass(3 * DAY_MS);
    await sweep(played.deps);
    await played.run();
    expect((await played.deps.store.read(played.id))?.round).toBe(3);
  });

  test('says nothing: after its day the demand is judged again by itself, and a person decides', async () => {
    const played = await play(CFO);
    await says(played, { answer: 'silent', until: '2026-06-12' });
    expect(await outcomeOf(played)).toBe('redirect');
    played.pass(2 * DAY_MS);
    await sweep(played.deps);
    await played.run();
    expect(await outcomeOf(played)).toBe('redirect');
    played.pass(DAY_MS);
    await sweep(played.deps);
    await played.run();
    expect(await outcomeOf(played)).toBe('refer');
    expect((await played.deps.store.read(played.id))?.round).toBe(3);
  });

  test('of some targets only: the others are answered all the same, and its own once it consents', async () => {
    const played = await play(ALICE, CFO);
    expect(await outcomeOf(played)).toBe('narrow');
    await says(played, { answer: 'consents', targets: [1] });
    expect(await outcomeOf(played)).toBe('accept');
    await says(played, { answer: 'objects', targets: [1] });
    expect(await outcomeOf(played)).toBe('refer');
  });

  test('is in the view of the desk with its paper, and in nothing that agents see', async () => {
    const played = await play(CFO);
    await says(played, { answer: 'objects' });
    const desk = await readDemand(played.id, ruth, played.deps);
    expect(desk).toMatchObject({
      customerAnswers: [{ answer: 'objects', documents: LETTER, by: 'rita', round: 1 }],
    });
    expect(JSON.stringify(await readDemand(played.id, olga, played.deps))).not.toMatch(
      /customerAnswers|enterprise/,
    );
  });

  test('is recorded by outsiders, about accounts of organisations, for a day that comes', async () => {
    const played = await play(CFO);
    const answer = (request: object, who = rita) =>
      problemOf(
        recordCustomerAnswer(
          played.id,
          { documents: LETTER, readElsewhere: READ, ...request } as CustomerAnswerRequest,
          who,
          played.deps,
        ),
      );
    expect(await answer({ answer: 'consents' }, olgaReviews)).toBe('403 own_demand');
    expect(await answer({ answer: 'consents', readElsewhere: [] })).toBe('409 paper_not_read');
    expect(await answer({ answer: 'consents', on: 1 })).toBe('409 stale_decision');
    expect(await answer({ answer: 'consents', targets: [7] })).toBe('409 no_customer_to_ask');
    expect(await answer({ answer: 'silent', until: '2026-06-01' })).toBe('422 date_out_of_range');
    expect(await answer({ answer: 'silent', until: '2036-06-01' })).toBe('422 date_out_of_range');
    await says(played, { answer: 'objects' });
    expect(await answer({ answer: 'objects' })).toBe('422 nothing_new');
    const consumer = await play(ALICE);
    const wrong = recordCustomerAnswer(
      consumer.id,
      { answer: 'consents', documents: LETTER },
      rita,
      consumer.deps,
    );
    expect(await problemOf(wrong)).toBe('409 no_customer_to_ask');
  });

  it('speaks for no other organisation that the same demand names', async () => {
    const played = await play(CFO, 'ceo@beta-tenant.example');
    const consent = (request: object) =>
      problemOf(
        recordCustomerAnswer(
          played.id,
          { answer: 'consents', documents: LETTER, readElsewhere: READ, ...request } as CustomerAnswerRequest,
          rita,
          played.deps,
        ),
      );
    expect(await consent({})).toBe('409 which_customer');
    expect(await consent({ targets: [1] })).toBe('none');
    await played.run();
    expect(await outcomeOf(played)).toBe('narrow');
    await expect(approve(played)).resolves.toBeUndefined();
    const scope = await played.deps.store.part(played.id, SCOPE(2));
    expect(scope?.grants.map(({ account }) => account)).toEqual(['acct-ceo', 'acct-ceo']);
  });
});
