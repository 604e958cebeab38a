import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../../functions/ledger/dynamodb-due.store.ts';
import type { CallBack } from '../../functions/review/call-back.schema.ts';
import { personOf } from '../../functions/shared/person.ts';
import type { Principal, Role } from '../../functions/shared/principal.ts';
import { Problem } from '../../functions/shared/problem.ts';
import type { Rulebook } from '../../functions/validity/decide/rulebook.ts';
import { law } from '../validity/law.ts';
import { everyone } from './authorities.ts';
import type { Engine } from './dynoxide.ts';
import { memoryDesk } from './memory-desk.ts';
import { memoryRetries } from './memory-retries.ts';
import { memoryTokens } from './memory-tokens.ts';
import { noMarks } from './no-marks.ts';
import { openLane } from './open-lane.ts';
import { someClocks } from './some-clocks.ts';

const FAMILIES: Record<string, string[]> = { subscriber: ['subscriber.name', 'subscriber.address'] };
const dictionary = {
  known: (item: string) =>
    ['subscriber', 'subscriber.name', 'subscriber.address', 'sessions', 'content'].includes(item),
  expand: (items: readonly string[]) => items.flatMap((item) => FAMILIES[item] ?? [item]),
};

/** Somebody in one role, as a route gives them to a use case. */
export const person = <const R extends Role>(
  role: R,
  subject: string,
  authorityId?: string,
): Principal<R> => ({
  person: personOf(subject),
  subject,
  role,
  authorityId,
});

/** The people of the review's tests. */
export const rita = person('reviewer', 'rita');
export const ruth = person('reviewer', 'ruth');
export const sam = person('releaser', 'sam');
export const tess = person('releaser', 'tess');
export const olga = person('agent', 'olga', 'us-usao-ndca');
export const fred = person('agent', 'fred', 'us-fbi');
/** What came of calling the office of the sample demand, at the number that its register has. */
export const calledBack = (
  result: CallBack['result'] = 'confirmed',
  asked: CallBack['asked'] = 'office',
): { callBack: CallBack } => ({
  callBack: { asked, result, dialled: '+1 (202) 555-0143', heldWith: 'the duty officer' },
});
/** The same people in roles that they must not use. */
export const ritaReleases = person('releaser', 'rita');
export const olgaReviews = person('reviewer', 'olga');

/** The law of people who need neither a paper to approve nor to look before they release: for tests of what comes of it. */
export const lawUnseen: Rulebook = {
  ...law,
  general: {
    ...law.general,
    desk: {
      ...law.general.desk,
      packageSeen: { ...law.general.desk.packageSeen, series: [] },
      paperServed: { ...law.general.desk.paperServed, series: [] },
    },
  },
};

/** The same of people who need not read papers before they review either. */
export const lawUnread: Rulebook = {
  ...lawUnseen,
  general: {
    ...lawUnseen.general,
    desk: {
      ...lawUnseen.general.desk,
      papersOpened: { ...lawUnseen.general.desk.papersOpened, series: [] },
    },
  },
};

/**
 * A desk on a real table. `answered` holds what was passed on to waiting executions; `faults.answer` makes as many of the
 * next attempts fail.
 */
export function arrangeDesk(engine: Engine, table: string) {
  const answered: { token: string; decision: string; round: number }[] = [];
  const faults = { answer: 0 };
  const deps = {
    store: dynamoDemandStore(engine.documents, table),
    dues: dynamoDueStore(engine.documents, table),
    tokens: memoryTokens(),
    authorities: everyone,
    marks: noMarks,
    lane: openLane,
    clocks: someClocks,
    retries: memoryRetries(),
    clock: () => new Date('2026-11-23T10:00:00Z'),
    rulebook: { dictionary, general: lawUnseen.general, instruments: law.instruments },
    law: { isInstrument: () => true, isDataItem: () => true },
    executions: { start: async () => {}, look: async () => 'RUNNING' as const },
    tasks: {
      answer: async (token: string, output: { decision: string; round: number }) => {
        if (faults.answer > 0) {
          faults.answer -= 1;
          throw new Error('Step Functions is away');
        }
        answered.push({ token, decision: output.decision, round: output.round });
        return 'answered' as const;
      },
    },
  };
  return { deps, answered, faults };
}

/** A desk in memory, for tests that need no table; `now` is the time of its clock, which tests may set. */
export function memoryDeps(rulebook: Rulebook = lawUnseen) {
  const desk = memoryDesk();
  const time = { now: new Date('2026-11-23T10:00:00Z') };
  return {
    ...desk,
    time,
    authorities: everyone,
    marks: noMarks,
    lane: openLane,
    clocks: someClocks,
    clock: () => time.now,
    rulebook,
    verdicts: { of: async () => 'clean' as const, keep: async () => {} },
    law: { isInstrument: () => true, isDataItem: () => true },
    executions: { start: async () => {} },
    tasks: { answer: async () => 'answered' as const },
  };
}
export type MemoryDeps = ReturnType<typeof memoryDeps>;

/** Status and code of the problem that a promise ends in, or `none`. Other errors are thrown on. */
export const problemOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => {
      if (error instanceof Problem) return `${error.status} ${error.code}`;
      throw error;
    },
  );
