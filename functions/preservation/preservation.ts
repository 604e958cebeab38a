import { created, type PartWrite } from '../ledger/part.ts';
import type { DeterminationPart } from '../ledger/parts/determination.part.ts';
import { PRESERVATION, PRESERVATION_DUE, type PreservationPart } from '../ledger/parts/preservation.part.ts';
import { endInstant } from '../shared/calendar.ts';
import type { Demand } from '../shared/demand.schema.ts';
import type { Determination } from '../shared/determination.schema.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';

/**
 * The preservation that a determination asks for: everything demanded, of every account that the targets name. It
 * does not narrow, because data that was not kept cannot be demanded properly later.
 * Where the law gives no end it lasts until a person ends it.
 */
export function preservationOf(
  demand: Demand,
  { accounts, determination }: DeterminationPart,
  dictionary: Pick<ItemDictionary, 'expand'>,
  placedAt: string,
): PreservationPart {
  const end = endOfKeeping(determination);
  const until = end === undefined ? undefined : endInstant(end);
  return {
    state: 'in-force',
    placedAt,
    ...(until ? { until, dueKind: PRESERVATION_DUE, dueAt: until } : {}),
    accounts: [...new Set(accounts.map(({ account }) => account))].sort(),
    items: dictionary.expand(demand.data).filter((item) => !item.startsWith('secrets.')),
  };
}

/** Until when the law has data kept; of a demand that waits for somebody else, `until` is the end of that wait. */
export const endOfKeeping = ({
  outcome,
  until,
  keptUntil,
}: Pick<Determination, 'outcome' | 'until' | 'keptUntil'>): string | undefined =>
  outcome === 'suspend' ? keptUntil : until;

/** The write of a preservation, for every step that places one beside its own change. */
export const preservationWrite = (preservation: PreservationPart): PartWrite =>
  created(PRESERVATION(), preservation);
