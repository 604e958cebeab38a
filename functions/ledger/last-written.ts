import type { Commit } from './demand.store.ts';
import { type DemandRecord, RECORD } from './demand-record.schema.ts';

/** Demands that are kept in mind: those that are worked on now. */
const MOST = 50;

/**
 * Records as this instance of the recorder wrote them last. A record of a version is written once, by a recorder, and stays as
 * it is but for when it is looked at; so what was written need not be read again before the version after it is, which is
 * written on condition that no other was. A time that another instance put off since may come back by it: the sweep then looks
 * once more.
 */
export type LastWritten = {
  /** The record of this version; undefined where it has to be read. */
  at(demandId: string, version: number): DemandRecord | undefined;
  keep(commit: Commit): void;
  forget(demandId: string): void;
};

export function lastWritten(): LastWritten {
  const kept = new Map<string, DemandRecord>();
  return {
    at: (demandId, version) => {
      const last = kept.get(demandId);
      return last?.version === version ? last : undefined;
    },
    keep: ({ record }) => {
      kept.delete(record.id);
      // As it comes back from the table.
      kept.set(record.id, RECORD.read(JSON.parse(JSON.stringify(record))));
      const [oldest = ''] = kept.keys();
      if (kept.size > MOST) kept.delete(oldest);
    },
    forget: (demandId) => {
      kept.delete(demandId);
    },
  };
}
