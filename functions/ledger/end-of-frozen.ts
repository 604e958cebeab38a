import type { DemandStore } from './demand.store.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import { created, type PartWrite } from './part.ts';
import { FREEZE, type Freeze, KEPT } from './parts/freeze.part.ts';
import { FROZEN_DUE, FROZEN_END } from './parts/frozen-end.part.ts';

/** Credentials by which something is frozen end after a quarter of an hour; what is deleted after twice that cannot come back. */
export const LAST_WRITE_MS = 30 * 60_000;

/** All freezings of a demand, each asked for by its name. */
export async function freezesOf(
  { id, round }: Pick<DemandRecord, 'id' | 'round'>,
  store: Pick<DemandStore, 'part'>,
): Promise<Freeze[]> {
  const names = [...Array.from({ length: round }, (_, index) => String(index + 1)), KEPT];
  const freezes = await Promise.all(names.map((name) => store.part(id, FREEZE(name))));
  return freezes.filter((one) => one !== undefined);
}

/**
 * The write that has what was frozen of a demand deleted, for the change after which nobody needs it: the demand is closed and
 * nothing of it is to be kept. None where nothing was to be frozen.
 */
export async function endOfFrozen(
  record: DemandRecord,
  at: string,
  store: Pick<DemandStore, 'part'>,
): Promise<PartWrite[]> {
  const [end, freezes] = await Promise.all([store.part(record.id, FROZEN_END()), freezesOf(record, store)]);
  if (end || freezes.every(({ grants }) => grants.length === 0)) return [];
  const dueAt = new Date(Date.parse(at) + LAST_WRITE_MS).toISOString();
  return [created(FROZEN_END(), { state: 'due', since: at, dueKind: FROZEN_DUE, dueAt })];
}
