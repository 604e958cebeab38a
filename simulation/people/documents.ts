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

/** The first page of each of some papers. */
export const pagesOf = (papers: readonly { sha256: string }[]) =>
  papers.map(({ sha256 }): Look => ({ what: 'paper', sha256, page: 1, pages: 1 }));

/** What a reviewer looks at before deciding: the first page of each paper, and whom it names. */
export const looksAt = ({ demand, round }: Pick<DemandRecord, 'demand' | 'round'>): Look[] => [
  ...pagesOf(demand.documents ?? []),
  { what: 'accounts', round },
];

/** A paper that comes by mail, one for each demand. */
export const paperOf = (id: string) => [
  {
    sha256: Buffer.from(id).toString('hex').padEnd(64, '0').slice(0, 64),
    mediaType: 'application/pdf',
    title: 'A paper',
  },
];

/** A paper that somebody brings, and has read. */
export const brought = (id: string) => ({
  documents: paperOf(id),
  readElsewhere: paperOf(id).map(({ sha256 }) => sha256),
});
