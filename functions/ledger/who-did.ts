import type { Act } from '../shared/acts.ts';
import type { DemandStore } from './demand.store.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import { CALL_BACK } from './parts/call-back.part.ts';
import { DEBT } from './parts/debt.part.ts';
import { LOOK_BACK } from './parts/look-back.part.ts';
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

/** Where it stands who did what on a demand. */
const SOURCES: Readonly<Record<Act, Source>> = {
  file: ({ filedBy }) => [filedBy],
  change: ({ clarifiedBy = [] }) => clarifiedBy,
  'call-office': callersOf('office'),
  'call-superior': callersOf('supervisor'),
  'bring-order': async ({ id }, store) => subjects(await store.parts(id, SECRECY(''))),
  'decide-order': async ({ id }, store) =>
    (await store.parts(id, SECRECY(''))).flatMap(({ decided }) => decided?.by ?? []),
  // In any of its rounds.
  review: async ({ id }, store) => subjects(await store.parts(id, REVIEW(''))),
  resume: async ({ id }, store) => subjects(await store.parts(id, RESUMPTION(''))),
  release: async ({ id }, store) => subjects(await store.parts(id, RELEASE())),
  fetch: async ({ id }, store) =>
    (await store.events(id)).flatMap(({ action, actor }) =>
      action === 'disclosure.fetched' ? [actor.subject] : [],
    ),
  waive: async ({ id }, store) => [(await store.part(id, DEBT()))?.waived?.by ?? []].flat(),
  'look-back': async ({ id }, store) => [(await store.part(id, LOOK_BACK()))?.found?.by ?? []].flat(),
};

/** Subjects of all who did one thing on a demand, as their tokens wrote them. */
export const whoDid = async (
  act: Act,
  record: DemandRecord,
  store: Pick<DemandStore, 'part' | 'parts' | 'events'>,
) => SOURCES[act](record, store);
