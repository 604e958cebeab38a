/**
 * Keys of the reports table: the only place that spells them.
 * `period#2026-H2 / contribution#<demand id>`: what one demand adds to one period, rewritten as its events arrive.
 * `period#2026-H2 / edition#0001`: a published edition, never rewritten.
 * `editions / 2026-H2#0001`: the same edition again. Editions are listed and read here: whoever shows them to everyone may
 * reach this partition alone.
 */
export const REPORTS_TABLE_KEYS = { partitionKey: 'pk', sortKey: 'sk' } as const;

export const CONTRIBUTION_PREFIX = 'contribution#';
const EDITION_PREFIX = 'edition#';
export const EDITIONS_PARTITION = 'editions';

/** What sort keys of a period's editions begin with in that partition. */
export const editionsOf = (period: string) => `${period}#`;

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
  sk: `${editionsOf(period)}${number(edition)}`,
});

/** Key of an edition's file in the reports bucket. */
export const editionFile = (period: string, edition: number, format: 'json' | 'csv') =>
  `reports/${period}/edition-${number(edition)}.${format}`;
