import type { SheetId } from '../validity/pages/reports.schema.ts';

/**
 * Keys of the reports table, and of the table of national-security process: the only place that spells them.
 * `period#2026-H2 / contribution#<demand id>`: what one demand adds to one period, rewritten as its events arrive. Those of
 * national-security process stand in the table of their own, which has nothing else; an earlier release wrote them among the others.
 * `period#2026-H2 / edition#0001`: a published edition, never rewritten.
 * `editions / 2026-H2#0001`: the same edition again. Editions are listed and read here: whoever shows them to everyone may
 * reach this partition alone.
 * `period#2026-H2 / draft#0001`, `drafts / 2026-H2#0001`: the same of interim editions, which auditors read.
 * `period#2026-H2 / proposal#<auditor>`: the correction that one auditor asked for, and another has still to. An earlier release
 * kept one of each period under `proposal`.
 * `service / began`: since when demands are counted.
 */
export const REPORTS_TABLE_KEYS = { partitionKey: 'pk', sortKey: 'sk' } as const;

export const CONTRIBUTION_PREFIX = 'contribution#';
const EDITION_PREFIX = 'edition#';
export const EDITIONS_PARTITION = 'editions';
export const DRAFTS_PARTITION = 'drafts';

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
export const editionListKey = (period: string, edition: number, pk: string = EDITIONS_PARTITION) => ({
  pk,
  sk: `${editionsOf(period)}${number(edition)}`,
});
export const draftKey = (period: string, edition: number) => ({
  pk: periodPartition(period),
  sk: `draft#${number(edition)}`,
});
/** What sort keys of proposals begin with, that of an earlier release too. */
export const PROPOSAL_PREFIX = 'proposal';
export const proposalKey = (period: string, auditor: string) => ({
  pk: periodPartition(period),
  sk: `${PROPOSAL_PREFIX}#${auditor}`,
});
export const serviceKey = () => ({ pk: 'service', sk: 'began' });

export type EditionFormat = 'json' | 'csv' | 'html' | 'datapackage' | SheetId;

const ENDINGS: Record<EditionFormat, string> = {
  json: 'json',
  csv: 'csv',
  html: 'html',
  datapackage: 'datapackage.json',
  dsa: 'dsa.csv',
  'e-evidence': 'e-evidence.csv',
};

/** What a file is, wherever it is read. */
export const FILE_TYPES: Readonly<Record<EditionFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8; header=present',
  html: 'text/html; charset=utf-8',
  datapackage: 'application/vnd.datapackage+json',
  dsa: 'text/csv; charset=utf-8; header=present',
  'e-evidence': 'text/csv; charset=utf-8; header=present',
};

/** What keys of the files begin with that everyone may read. */
export const PUBLIC_FILES = 'reports/';

/** The same of those that auditors read. */
export const INTERIM_FILES = 'drafts/';

/** Key of an edition's file in the reports bucket: of an interim one under a prefix of its own. */
export const editionFile = (
  { period, edition, interim }: { period: string; edition: number; interim: boolean },
  format: EditionFormat,
) => `${interim ? INTERIM_FILES : PUBLIC_FILES}${period}/edition-${number(edition)}.${ENDINGS[format]}`;

/** The name under which readers get it: files of an edition name each other by it, so that they go together in a folder. */
export const fileName = (
  { period, edition }: { period: string; edition: number },
  format: EditionFormat,
): string => `report-${period}-edition-${edition}.${ENDINGS[format]}`;
