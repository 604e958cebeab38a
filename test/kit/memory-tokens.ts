import type { TokenPart } from '../../functions/ledger/parts/token.part.ts';
import type { TokenStore } from '../../functions/ledger/token.store.ts';

/** Tokens of waits, in memory. */
export function memoryTokens(): TokenStore {
  const kept = new Map<string, TokenPart>();
  const key = (demandId: string, wait: string) => `${demandId} ${wait}`;
  return {
    read: async (demandId, wait) => kept.get(key(demandId, wait)),
    keep: async (demandId, wait, token) => {
      kept.set(key(demandId, wait), token);
    },
  };
}
