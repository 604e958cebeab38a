import fc from 'fast-check';
import { readDemand } from '../../functions/desk/read-demands.ts';
import { readReach } from '../../functions/desk/read-reach.ts';
import { fetchDisclosure } from '../../functions/disclosure/fetch-disclosure.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { sendDue } from '../../functions/notice/send-due.ts';
import {
  type AccountDirectory,
  type DirectoryEntry,
  isHeldIn,
} from '../../functions/provider/account-directory.ts';
import { claimDemand } from '../../functions/review/claim.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { addComment } from '../../functions/review/comment.ts';
import { consult } from '../../functions/review/consult.ts';
import { decideObjection } from '../../functions/review/decide-objection.ts';
import { decideOrder } from '../../functions/review/decide-order.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import type { ReviewRequest } from '../../functions/review/decide-review.route.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { lookBack } from '../../functions/review/look-back.ts';
import { addNote } from '../../functions/review/note.ts';
import { recordCustomerAnswer } from '../../functions/review/record-customer-answer.ts';
import { recordObjection } from '../../functions/review/record-objection.ts';
import { recordOrder } from '../../functions/review/record-order.ts';
import type { PresentResume } from '../../functions/review/require-present.ts';
import { resumeDemand } from '../../functions/review/resume.ts';
import { waiveDebt } from '../../functions/review/waive-debt.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import type { Demand, Target } from '../../functions/shared/demand.schema.ts';
import { REASONS } from '../../functions/shared/determination.schema.ts';
import { SecrecyOrder } from '../../functions/shared/secrecy-order.schema.ts';
import { asReceived, checkFiling } from '../../functions/validity/filing-checks.ts';
import { knownLaw } from '../../functions/validity/known-law.ts';
import { MAX_ACCOUNTS } from '../../functions/validity/resolve-targets.ts';
import { sweep } from '../../functions/watch/sweep.ts';
import { calledBack, olga, person, rita, ruth, sam, tess } from '../kit/desk.ts';
import { opens } from '../kit/opens.ts';
import { law, sampleOf } from '../validity/law.ts';
import { answered, PACKAGE_SHA256, type Played, playDemand, STATES, type State } from './played-demand.ts';

const [ada, rosa] = [person('auditor', 'ada'), person('reviewer', 'rosa')];
const DAY_MS = 86_400_000;
const INSTRUMENTS = Object.keys(law.instruments);
/** Some whose rules ask most of accounts, or that keep, or wait for somebody else. */
const ASK_OF_ACCOUNTS = ['eu/epoc', 'eu/epoc-pr', 'uk/overseas-production-order', 'us/search-warrant'];

/** What the directory may know of an identifier: nobody, and every kind of holder that the law asks about. */
const HOLDERS: Record<string, DirectoryEntry[]> = {
  nobody: [],
  consumer: [{ account: 'acct-1', customer: 'consumer' }],
  enterprise: [{ account: 'acct-2', customer: 'enterprise' }],
  'public body': [{ account: 'acct-3', customer: 'public-sector', controllerCountry: 'FR' }],
  abroad: [
    { account: 'acct-4', customer: 'consumer', usPerson: false, dataCountry: 'BR', controllerCountry: 'BR' },
  ],
  'of the United States': [{ account: 'acct-5', customer: 'consumer', usPerson: true, inUS: true }],
  several: [
    { account: 'acct-6', customer: 'consumer' },
    { account: 'acct-7', customer: 'enterprise', usPerson: false, controllerCountry: 'BR' },
  ],
  'for a time': [{ account: 'acct-8', customer: 'consumer', from: '2026-06-01T00:00:00.000Z' }],
};
const anyHolders = fc.array(fc.constantFrom(...Object.keys(HOLDERS)), { minLength: 2, maxLength: 2 });

/** More than a demand can be checked for: people refuse it, machines do not fail of it. */
const TOO_MANY: DirectoryEntry[] = Array.from({ length: MAX_ACCOUNTS + 1 }, (_, index) => ({
  account: `acct-many-${index}`,
  customer: 'consumer',
}));

/** A directory in which the first target names those of the first kind, and every other those of the second. */
const directoryOf = ([first = '', second = '']: string[], demand: Demand): AccountDirectory =>
  directory(({ value }) => HOLDERS[value === demand.targets[0]?.value ? first : second] ?? []);

const directory = (of: (target: Target) => DirectoryEntry[]): AccountDirectory => ({
  find: async (target, time) => {
    const entries = of(target);
    return {
      identifier: target.value,
      holders: entries.filter((one) => isHeldIn(one, time)),
      otherTimes: entries.filter((one) => !isHeldIn(one, time)),
    };
  },
});

/** What may be amiss with a paper, or added to it, so that it is refused, narrowed, put to a person or kept waiting. */
const CHANGES: Record<string, (demand: Demand) => Demand> = {
  'as it is': (demand) => demand,
  'of two': (demand) => ({
    ...demand,
    targets: [...demand.targets, { type: 'email', value: 'other@example.com' }],
  }),
  unsigned: (demand) => ({ ...demand, signatures: [] }),
  'of content': (demand) => ({ ...demand, data: [...new Set([...demand.data, 'content.mail'])] }),
  'of a password': (demand) => ({ ...demand, data: ['secrets'] }),
  'of a crowd': (demand) => ({
    ...demand,
    targets: [...demand.targets, { type: 'ip-range', value: '192.0.2.0/24' }],
  }),
  'in secret': (demand) => ({ ...demand, secrecy: { orderedBy: 'court', basis: '18 U.S.C. 2705(b)' } }),
  'in an emergency': (demand) => ({
    ...demand,
    emergency: { danger: 'death', reasons: 'A person is in danger.' },
  }),
  'of an office abroad': (demand) => ({ ...demand, authority: { ...demand.authority, country: 'MC' } }),
  'without a period': ({ period: _period, ...demand }) => demand,
};

type Paper = { instrument: string; changes: string[] };
type Act =
  | { do: Plain }
  | { do: 'call back'; found: 'confirmed' | 'refused' | 'pending' }
  | { do: 'customer'; answer: 'consents' | 'objects' }
  | { do: 'customer'; answer: 'silent'; until: string }
  | { do: 'object'; kind: string }
  | { do: 'court'; outcome: 'denied' | 'granted' }
  | { do: 'silence'; kind: 'ordered' | 'renewed' | 'lifted'; until?: string }
  | { do: 'examine'; decision: 'accept' | 'refuse' }
  | { do: 'fail'; at: State }
  | { do: 'take up'; how: PresentResume }
  | { do: 'wait'; days: number };

const anyPaper = fc.record({
  instrument: fc.oneof(fc.constantFrom(...INSTRUMENTS), fc.constantFrom(...ASK_OF_ACCOUNTS)),
  changes: fc.uniqueArray(fc.constantFrom(...Object.keys(CHANGES)), { maxLength: 2 }),
});
const EMERGENCY: Paper = { instrument: 'us/emergency-disclosure', changes: [] };
const SUBPOENA: Paper = { instrument: 'us/grand-jury-subpoena', changes: [] };

type Plain =
  | 'approve'
  | 'refuse'
  | 'redirect'
  | 'withdraw'
  | 'stop'
  | 'fetch'
  | 'again'
  | 'amend'
  | 'vouch'
  | 'release'
  | 'look'
  | 'claim'
  | 'note'
  | 'write'
  | 'answer'
  | 'ask'
  | 'counsel'
  | 'competence'
  | 'look back'
  | 'waive';
const act = (...names: Plain[]) => fc.constantFrom(...names).map((name): Act => ({ do: name }));
const TAKEN_UP: readonly PresentResume[] = [
  { action: 'retry', reason: 'cause-removed', text: 'The store was mended.' },
  { action: 'retry', reason: 'cause-removed', readAgain: true },
  { action: 'leave-out', reason: 'service-cannot-give', services: ['sessions'] },
  { action: 'refuse', reason: 'cannot-be-carried-out', text: 'Ask us again next month.' },
];
const SILENCES: readonly Act[] = [
  { do: 'silence', kind: 'ordered', until: '2027-12-31' },
  { do: 'silence', kind: 'ordered' },
  { do: 'silence', kind: 'renewed', until: '2028-12-31' },
  { do: 'silence', kind: 'lifted' },
];
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  act('approve', 'refuse', 'redirect', 'withdraw', 'amend', 'vouch', 'again', 'stop', 'fetch'),
  act('approve'),
  act('release'),
  act('look', 'claim', 'note', 'write', 'answer', 'ask', 'counsel', 'competence'),
  act('look back', 'waive'),
  fc.constantFrom('confirmed', 'refused', 'pending').map((found): Act => ({ do: 'call back', found })),
  fc.constantFrom<Act>(
    { do: 'customer', answer: 'consents' },
    { do: 'customer', answer: 'objects' },
    { do: 'customer', answer: 'silent', until: '2026-06-20' },
  ),
  fc.constantFrom<Act>(
    { do: 'object', kind: 'quash-or-modify' },
    { do: 'court', outcome: 'denied' },
    { do: 'court', outcome: 'granted' },
  ),
  fc.constantFrom(...SILENCES),
  fc.constantFrom('accept', 'refuse').map((decision): Act => ({ do: 'examine', decision })),
  fc.constantFrom(...STATES).map((at): Act => ({ do: 'fail', at })),
  fc.constantFrom(...TAKEN_UP).map((how): Act => ({ do: 'take up', how })),
  fc.constantFrom(1, 12, 100).map((days): Act => ({ do: 'wait', days })),
);

/** A court's order as it may come; its paper was uploaded. */
const COURT = {
  basis: '18 USC 2705(b)',
  orderedBy: 'court',
  issued: '2026-01-02',
  documents: [{ sha256: 'ab'.repeat(32), mediaType: 'application/pdf', title: 'Order' }],
};

/** Anything, or else what leads to a package and more, so that walks come far. */
const anyActs: fc.Arbitrary<Act[]> = fc.oneof(
  fc.array(anyAct, { maxLength: 6 }),
  fc
    .array(anyAct, { maxLength: 3 })
    .map((more): Act[] => [{ do: 'approve' }, { do: 'release' }, { do: 'fetch' }, ...more]),
);

/** A paper as it may be filed, and when; undefined for one that filing refuses. */
function paperOf({ instrument, changes }: Paper) {
  const { demand: sample, circumstances } = sampleOf(instrument);
  const { documents: _documents, ...paper } = changes.reduce<Demand>(
    (demand, change) => CHANGES[change]?.(demand) ?? demand,
    sample,
  );
  const now = new Date(circumstances.now);
  try {
    checkFiling(paper, knownLaw(law), now);
  } catch {
    return undefined;
  }
  return { demand: asReceived(paper, now.toISOString()), now };
}

type Pair = readonly [Played, Played];
const both = <T>([a, b]: Pair, act: (one: Played) => Promise<T>) => Promise.all([act(a), act(b)]);

/** A reviewer decides alike on both; what the law lets nobody decide on one of them is refused on both. */
async function review(pair: Pair, decision: ReviewRequest['decision']) {
  const requests = await both(pair, async ({ id, deps }) => {
    const record = await deps.store.read(id);
    const part = record && (await deps.store.part(id, DETERMINATION(record.round)));
    return { round: record?.round ?? 1, determination: part?.determination };
  });
  const [one, other] = requests.map(({ determination }) => ({
    items: new Set(law.dictionary.expand(determination?.authorised ?? [])),
    targets: new Set(determination?.targets ?? []),
  }));
  const approval =
    decision === 'approve'
      ? {
          items: [...(one?.items ?? [])].filter((item) => other?.items.has(item)).slice(0, 60),
          targets: [...(one?.targets ?? [])].filter((target) => other?.targets.has(target)),
          resolves: [...REASONS],
          reason: 'less-than-asked',
          text: 'The rest is another matter.',
        }
      : { reason: decision === 'refuse' ? 'too-vague' : 'other-provider', text: 'See our guide.' };
  const decide =
    (request: Omit<ReviewRequest, 'round' | 'on'>) =>
    (played: Played, deps = played.deps) => {
      const round = requests[pair.indexOf(played)]?.round ?? 1;
      return decideReview(played.id, { round, ...request }, rita, deps);
    };
  const asked = decide({ decision, ...approval });
  const tried = await both(pair, (played) => answered(asked(played, played.copy())));
  const isPossible = tried.every(
    (answer) => typeof answer === 'object' && answer !== null && !('code' in answer),
  );
  await both(pair, (played) =>
    answered((isPossible ? asked : decide({ decision: 'refuse', reason: 'too-vague' }))(played)),
  );
}

const PAPERS = COURT.documents.map(({ sha256 }) => sha256);

/** What agents are answered to what they do; the desk's own acts are told to nobody. */
async function perform(pair: Pair, act: Act): Promise<unknown[]> {
  switch (act.do) {
    case 'approve':
    case 'refuse':
    case 'redirect':
      await review(pair, act.do);
      return [];
    case 'withdraw':
      return both(pair, ({ id, deps }) => answered(withdrawDemand(id, olga, deps)));
    case 'fetch':
      return both(pair, ({ id, deps }) => answered(fetchDisclosure({ demandId: id }, olga, deps)));
    case 'amend':
      return both(pair, ({ id, deps }) =>
        answered(clarifyDemand(id, { demand: { reference: 'REF-2' } }, olga, deps)),
      );
    case 'vouch':
      return both(pair, ({ id, deps }) =>
        answered(clarifyDemand(id, { demand: { signatures: [{ role: 'judge' }] } }, olga, deps)),
      );
    case 'call back': {
      const request = calledBack(act.found);
      await both(pair, ({ id, deps }) => answered(clarifyDemand(id, request, rosa, deps)));
      return [];
    }
    case 'customer': {
      const { do: _do, ...said } = act;
      const request = { ...said, documents: COURT.documents, readElsewhere: PAPERS };
      // An organisation that only one of them names is asked of neither: a person's act may tell, and no machine's does.
      const ask = (deps: (played: Played) => Played['deps']) =>
        both(pair, async (played) => {
          await opens(played.id, COURT.documents, ruth, deps(played));
          return answered(recordCustomerAnswer(played.id, request, ruth, deps(played)));
        });
      const tried = await ask((played) => played.copy());
      if (tried.every((answer) => typeof answer === 'object' && answer !== null && !('code' in answer)))
        await ask(({ deps }) => deps);
      return [];
    }
    case 'object': {
      const request = {
        kind: act.kind,
        grounds: ['unreasonable-or-oppressive'],
        before: 'D. Mass.',
        brought: '2026-01-02',
        documents: COURT.documents,
      };
      await both(pair, ({ id, deps }) => answered(recordObjection(id, request, ruth, deps)));
      return [];
    }
    case 'court': {
      const request = {
        outcome: act.outcome,
        decided: '2026-01-02',
        documents: COURT.documents,
        readElsewhere: PAPERS,
        reason: 'on-form',
      };
      await both(pair, async ({ id, deps }) => {
        await opens(id, COURT.documents, rosa, deps);
        return answered(decideObjection(id, 1, request, rosa, deps));
      });
      return [];
    }
    case 'silence':
      return both(pair, async ({ id, deps }) => {
        const order = { kind: act.kind, of: 0, until: act.until, concerns: id, ...COURT };
        const { of: _of, ...anew } = order;
        const { until: _until, ...ends } = order;
        const sent = act.kind === 'ordered' ? anew : act.kind === 'lifted' ? ends : order;
        return answered(recordOrder(id, SecrecyOrder.parse(sent), olga, deps));
      });
    case 'examine': {
      const decided =
        act.decision === 'accept'
          ? ({ order: 1, decision: 'accept', reason: 'paper-says-so' } as const)
          : ({ order: 1, decision: 'refuse', reason: 'order-not-authentic' } as const);
      await both(pair, async ({ id, deps }) => {
        await opens(id, COURT.documents, ruth, deps);
        return answered(decideOrder(id, decided, ruth, deps));
      });
      return [];
    }
    case 'ask': {
      const ask = { reason: 'paper-incomplete', fields: ['signatures' as const], until: '2027-06-01' };
      await both(pair, ({ id, deps }) => answered(consult(id, { ask }, ruth, deps)));
      return [];
    }
    case 'counsel':
      await answered(consult(pair[0].id, { counsel: { reason: 'may-object' } }, ruth, pair[0].deps));
      return [];
    case 'competence': {
      const competence = { found: 'confirmed', how: 'The statute says so.' } as const;
      await both(pair, ({ id, deps }) => answered(clarifyDemand(id, { competence }, ruth, deps)));
      return [];
    }
    case 'waive':
      await both(pair, ({ id, deps }) =>
        answered(waiveDebt(id, { reason: 'nothing-given', text: 'It was empty.' }, ruth, deps)),
      );
      return [];
    // On one of them alone: agents are not told even that.
    case 'look back': {
      const found = { finding: 'wrongly-given', text: 'Nobody was in danger.' };
      await answered(lookBack(pair[0].id, found, ada, pair[0].deps));
      return [];
    }
    case 'look':
      for (const person of [rita, sam]) await answered(readDemand(pair[0].id, person, pair[0].deps));
      await answered(readReach(pair[0].id, {}, rita, pair[0].deps));
      return [];
    case 'note':
      await answered(addNote(pair[0].id, { text: 'Read it again.' }, rita, pair[0].deps));
      return [];
    case 'write':
      return both(pair, ({ id, deps }) => answered(addComment(id, { text: 'When?' }, olga, deps)));
    case 'answer':
      await both(pair, ({ id, deps }) => answered(addComment(id, { text: 'Soon.' }, rita, deps)));
      return [];
    case 'claim':
      for (const person of [rita, sam])
        await answered(claimDemand(pair[0].id, { action: 'claim' }, person, pair[0].deps));
      return [];
    case 'release':
    case 'stop':
      for (const person of [sam, tess])
        await both(pair, ({ id, deps }) => {
          const decision = act.do === 'stop' ? ('refuse' as const) : ('release' as const);
          const why = act.do === 'stop' ? { reason: 'demand-in-doubt' } : {};
          const request = { decision, packageSha256: PACKAGE_SHA256, ...why };
          return answered(decideRelease(id, request, person, deps));
        });
      return [];
    case 'fail':
      for (const played of pair) played.failAt(act.at);
      return [];
    case 'take up': {
      // What cannot be done on one of them, whose items are other ones, is done on neither.
      const tried = await both(pair, ({ id, copy }) => answered(resumeDemand(id, act.how, ruth, copy())));
      if (tried.every((answer) => typeof answer === 'object' && answer !== null && !('code' in answer)))
        await both(pair, (played) => played.takeUp(act.how, ruth));
      return [];
    }
    case 'again':
      await both(pair, (played) => played.startAgain());
      return [];
    case 'wait':
      for (const played of pair) played.pass(act.days * DAY_MS);
      await both(pair, ({ deps }) => sweep(deps));
      await both(pair, ({ deps }) => sendDue(deps));
      return [];
  }
}

describe('what agents learn of accounts', () => {
  const told = new Set<string>();
  it('is nothing: demands that differ in their accounts alone are answered alike, whatever people and machines do', async () => {
    await fc.assert(
      fc.asyncProperty(anyPaper, anyHolders, anyHolders, anyActs, async (wanted, here, there, acts) => {
        const paper = paperOf(wanted);
        fc.pre(paper !== undefined);
        if (!paper) return;
        const play = (holders: string[]) =>
          playDemand(paper.demand, directoryOf(holders, paper.demand), paper.now);
        const pair = [await play(here), await play(there)] as const;
        const [first, second] = pair;
        expect(first.told()).toEqual(second.told());
        for (const act of acts) {
          const [one, other] = (await perform(pair, act)).map((answer) => JSON.stringify(answer));
          if (one !== undefined) expect(one.replaceAll(first.id, '')).toBe(other?.replaceAll(second.id, ''));
          await both(pair, ({ run }) => run());
          const answers = first.told();
          expect(answers).toEqual(second.told());
          for (const answer of answers)
            for (const [, status] of answer.matchAll(/"status":"([a-z-]+)"/g)) told.add(status ?? '');
        }
      }),
      {
        numRuns: 60,
        // What every walk must have seen, whichever others are drawn.
        examples: [
          [SUBPOENA, ['nobody', 'nobody'], ['enterprise', 'several'], [{ do: 'withdraw' }]],
          [
            EMERGENCY,
            ['nobody', 'nobody'],
            ['consumer', 'consumer'],
            [
              { do: 'call back', found: 'confirmed' },
              { do: 'approve' },
              { do: 'release' },
              { do: 'look back' },
              { do: 'wait', days: 100 },
              { do: 'waive' },
            ],
          ],
          [
            SUBPOENA,
            ['several', 'enterprise'],
            ['enterprise', 'enterprise'],
            [{ do: 'customer', answer: 'consents' }, { do: 'wait', days: 100 }, { do: 'approve' }],
          ],
          [
            SUBPOENA,
            ['nobody', 'nobody'],
            ['consumer', 'consumer'],
            [
              { do: 'look' },
              { do: 'claim' },
              { do: 'note' },
              { do: 'write' },
              { do: 'answer' },
              { do: 'approve' },
              { do: 'look' },
              { do: 'claim' },
              { do: 'release' },
              { do: 'fetch' },
            ],
          ],
          ...TAKEN_UP.map((how): [Paper, string[], string[], Act[]] => [
            SUBPOENA,
            ['nobody', 'nobody'],
            ['enterprise', 'several'],
            [{ do: 'fail', at: 'retrieve' }, { do: 'approve' }, { do: 'take up', how }, { do: 'release' }],
          ]),
        ],
      },
    );
  });

  it.each([
    ['accepted, and refused by a person', 'us/grand-jury-subpoena', 'as it is'],
    ['refused by itself', 'us/grand-jury-subpoena', 'of a password'],
  ])('is nothing of how many they are: a paper that is %s', async (_name, instrument, change) => {
    const paper = paperOf({ instrument, changes: [change] });
    if (!paper) throw new Error('it can be filed');
    const play = (entries: DirectoryEntry[]) =>
      playDemand(
        paper.demand,
        directory(() => entries),
        paper.now,
      );
    const pair = [await play([]), await play(TOO_MANY)] as const;
    const act: Act[] = [{ do: 'amend' }, { do: 'approve' }, { do: 'fetch' }];
    for (const one of act) {
      await perform(pair, one);
      await both(pair, ({ run }) => run());
    }
    const [answers, others] = [pair[0].told(), pair[1].told()];
    expect(answers).toEqual(others);
    expect(answers.at(-1)).toContain('"status":"closed"');
  });

  it('was looked for in demands that came to every status', () => {
    expect([...told].sort()).toEqual(['available', 'closed', 'in-progress', 'received', 'withdrawn']);
  });
});
