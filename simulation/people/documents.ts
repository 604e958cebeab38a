import type { Look } from '../../functions/desk/tell-looks.ts';
import type { DocumentStore } from '../../functions/intake/document.store.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';

/** Every paper that somebody names was uploaded. */
export const everyPaper: DocumentStore = {
  find: async (_authorityId, sha256) => ({
    versionId: 'v1',
    size: 1000,
    mediaType: 'application/pdf',
    sha256,
  }),
  hashOf: async (_authorityId, { sha256 }) => sha256,
  keep: async () => {},
};

/** What a reviewer looks at before deciding: the first page of each paper, and whom it names. */
export const looksAt = ({ demand, round }: Pick<DemandRecord, 'demand' | 'round'>): Look[] => [
  ...(demand.documents ?? []).map(({ sha256 }): Look => ({ what: 'paper', sha256, page: 1, pages: 1 })),
  { what: 'accounts', round },
];
