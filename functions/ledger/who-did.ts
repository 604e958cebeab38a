import type { Act } from '../shared/acts.ts';
import { isSamePerson } from '../shared/person.ts';
import type { DemandStore } from './demand.store.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import type { Action } from './event.schema.ts';
import { APPROVAL_AHEAD } from './parts/approval-ahead.part.ts';
import { CALL_BACK } from './parts/call-back.part.ts';
import { DEBT } from './parts/debt.part.ts';
import { LOOK_BACK } from './parts/look-back.part.ts';
import { OBJECTION } from './parts/objection.part.ts';
import { RELEASE } from './parts/release.part.ts';
import { RESUMPTION } from './parts/resumption.part.ts';
import { REVIEW } from './parts/review.part.ts';
import { SECRECY } from './parts/secrecy.part.ts';

type Source = (
  record: DemandRecord,
  store: Pick<DemandStore, 'part' | 'parts' | 'events'>,
) => readonly string[] | Promise<readonly string[]>;

const subjects = (parts: readonly { by: string }[]) => parts.map(({ by }) => by);
const callersOf =
  (asked: 'office' | 'supervisor'): Source =>
  async ({ id }, store) =>
    subjects((await store.parts(id, CALL_BACK())).filter((call) => call.asked === asked));

async function actorsOf(done: Action, id: string, store: Pick<DemandStore, 'events'>): Promise<string[]> {
  const events = await store.events(id);
  return events.flatMap(({ action, actor }) => (action === done ? [actor.subject] : []));
}

/** Those who clarified it, but for who only called. Of a demand that does not tell them apart, all of them. */
async function changersOf(
  { id, clarifiedBy = [], changedBy }: DemandRecord,
  store: Pick<DemandStore, 'parts'>,
): Promise<string[]> {
  if (changedBy === undefined) return clarifiedBy;
  const callers = subjects(await store.parts(id, CALL_BACK()));
  const isOne = (people: readonly string[], one: string) => people.some((other) => isSamePerson(other, one));
  return clarifiedBy.filter((one) => isOne(changedBy, one) || !isOne(callers, one));
}

/** Where it stands who did what on a demand. */
const SOURCES: Readonly<Record<Act, Source>> = {
  file: ({ filedBy }) => [filedBy],
  change: changersOf,
  'call-office': callersOf('office'),
  'call-superior': callersOf('supervisor'),
  'bring-order': async ({ id }, store) => subjects(await store.parts(id, SECRECY(''))),
  'decide-order': async ({ id }, store) =>
    (await store.parts(id, SECRECY(''))).flatMap(({ decided }) => decided?.by ?? []),
  object: async ({ id }, store) => subjects(await store.parts(id, OBJECTION(''))),
  'end-objection': async ({ id }, store) =>
    (await store.parts(id, OBJECTION(''))).flatMap(({ outcome, proposed }) =>
      [outcome?.by, outcome?.first, proposed?.by].filter((by) => by !== undefined),
    ),
  // In any of its rounds, whether it took effect or not.
  review: async ({ id }, store) => {
    const [reviews, ahead] = await Promise.all([
      store.parts(id, REVIEW('')),
      store.parts(id, APPROVAL_AHEAD('')),
    ]);
    // One that somebody else's was written over stands in the ledger alone.
    const given = ahead.length > 0 ? await actorsOf('review.approved-ahead', id, store) : [];
    return [...subjects(reviews), ...given];
  },
  resume: async ({ id }, store) => subjects(await store.parts(id, RESUMPTION(''))),
  release: async ({ id }, store) => subjects(await store.parts(id, RELEASE())),
  waive: async ({ id }, store) => [(await store.part(id, DEBT()))?.waived?.by ?? []].flat(),
  'look-back': async ({ id }, store) => [(await store.part(id, LOOK_BACK()))?.found?.by ?? []].flat(),
  fetch: async ({ id }, store) => actorsOf('disclosure.fetched', id, store),
};

/** Subjects of all who did one thing on a demand, as their tokens wrote them. */
export const whoDid = async (
  act: Act,
  record: DemandRecord,
  store: Pick<DemandStore, 'part' | 'parts' | 'events'>,
) => SOURCES[act](record, store);
