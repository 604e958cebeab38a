import type { Retry, RetryStore } from '../../functions/ledger/retry.store.ts';

/** What sweeps remember of items that failed, in memory. */
export function memoryRetries(): RetryStore {
  const kept = new Map<string, Map<string, Retry>>();
  return {
    of: async (kind) => [...(kept.get(kind)?.values() ?? [])],
    keep: async (kind, retry) => {
      const ofKind = kept.get(kind) ?? new Map<string, Retry>();
      ofKind.set(`${retry.demandId}#${retry.key}`, retry);
      kept.set(kind, ofKind);
    },
    forget: async (kind, { demandId, key, dueAt }) => {
      const [ofKind, name] = [kept.get(kind), `${demandId}#${key}`];
      if (ofKind?.get(name)?.dueAt === dueAt) ofKind.delete(name);
    },
  };
}
