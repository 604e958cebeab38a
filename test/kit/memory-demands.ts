import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import type { LedgerEvent } from '../../functions/ledger/event.schema.ts';

/** Demands that are only read, such as those of an altered table. */
export function readOnlyDemands(
  demands: readonly { record: DemandRecord; events: readonly LedgerEvent[] }[],
): DemandStore {
  const find = (id: string) => demands.find(({ record }) => record.id === id);
  return {
    read: async (id) => find(id)?.record,
    part: async () => undefined,
    parts: async () => [],
    events: async (id) => [...(find(id)?.events ?? [])],
    commit: async () => 'conflict',
  };
}
