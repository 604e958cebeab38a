import type { DemandStore } from '../../functions/ledger/demand.store.ts';

/** The store, but that something happens just before the nth time that it is called, from 1 on. */
export function interrupted(store: DemandStore, call: number, act: () => Promise<unknown>): DemandStore {
  let calls = 0;
  const stop = async () => {
    calls += 1;
    if (calls === call) await act();
  };
  return {
    read: async (id) => stop().then(() => store.read(id)),
    part: async (id, part) => stop().then(() => store.part(id, part)),
    parts: async (id, part) => stop().then(() => store.parts(id, part)),
    events: async (id) => stop().then(() => store.events(id)),
    commit: async (commit) => stop().then(() => store.commit(commit)),
  };
}
