import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { readBy } from '../ledger/looks-of.ts';
import type { LookPart } from '../ledger/parts/look.part.ts';
import type { Read } from '../ledger/parts/read.ts';
import { problem } from '../shared/problem.ts';
import type { DeskRules } from '../validity/pages/desk.schema.ts';

/** So many hashes stand in a problem's text; the others are in the demand. */
const MOST_NAMED = 5;

/**
 * What a reviewer had read when deciding. Nobody decides blind where a paper compels: each paper was opened here, or was
 * asked for, could not be shown, and is said to have been read elsewhere. What came without a paper is approved only by who names
 * the one that they have read.
 * @throws Problem 409
 */
export function requirePapersRead(
  record: DemandRecord,
  looks: readonly LookPart[],
  { readElsewhere = [], approves }: { readElsewhere?: readonly string[] | undefined; approves: boolean },
  { papersOpened, paperServed }: Pick<DeskRules, 'papersOpened' | 'paperServed'>,
): Read {
  const read = readBy(looks, record);
  const papers = papersOf(record);
  if (papers.length === 0) {
    if (approves && readElsewhere.length === 0 && paperServed.series.includes(record.facts.series))
      throw problem('no_paper_served');
    return readElsewhere.length > 0 ? { ...read, elsewhere: [...new Set(readElsewhere)].sort() } : read;
  }
  const couldNotOpen = looks.flatMap(({ sha256, notShown }) => (notShown && sha256 ? [sha256] : []));
  const elsewhere = [...new Set(readElsewhere)]
    .filter((sha256) => couldNotOpen.includes(sha256) && !read.papers.includes(sha256))
    .sort();
  const missing = papers.filter((sha256) => ![...read.papers, ...elsewhere].includes(sha256));
  if (missing.length > 0 && papersOpened.series.includes(record.facts.series))
    throw problem('paper_not_read', { papers: missing.slice(0, MOST_NAMED).join(', ') });
  return elsewhere.length > 0 ? { ...read, elsewhere } : read;
}

const papersOf = ({ demand }: DemandRecord) => (demand.documents ?? []).map(({ sha256 }) => sha256);
