/**
 * Keys of the reports table: the only place that spells them.
 * `period#2026-H2 / contribution#<demand id>`: what one demand adds to one period, rewritten as its events arrive.
 * `period#2026-H2 / edition#0001`: a published edition, never rewritten.
 * `editions / 2026-H2#0001`: the same edition again, so that all can be listed without reading the table.
 */
export const REPORTS_TABLE_KEYS = { partitionKey: 'pk', sortKey: 'sk' } as const;

export const CONTRIBUTION_PREFIX = 'contribution#';
export const EDITION_PREFIX = 'edition#';
export const EDITIONS_PARTITION = 'editions';

const number = (edition: number) => String(edition).padStart(4, '0');

export const periodPartition = (period: string) => `period#${period}`;
export const contributionKey = (period: string, demandId: string) => ({
  pk: periodPartition(period),
  sk: `${CONTRIBUTION_PREFIX}${demandId}`,
});
export const editionKey = (period: string, edition: number) => ({
  pk: periodPartition(period),
  sk: `${EDITION_PREFIX}${number(edition)}`,
});
export const editionListKey = (period: string, edition: number) => ({
  pk: EDITIONS_PARTITION,
  sk: `${period}#${number(edition)}`,
});

/** Key of an edition's file in the reports bucket. */
export const editionFile = (period: string, edition: number, format: 'json' | 'csv') =>
  `reports/${period}/edition-${number(edition)}.${format}`;
