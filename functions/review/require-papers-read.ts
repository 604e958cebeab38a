import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { openedOf, readBy } from '../ledger/looks-of.ts';
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
  const { elsewhere, missing } = readOf(papers, read.papers, looks, readElsewhere);
  if (missing.length > 0 && papersOpened.series.includes(record.facts.series)) throw notRead(missing);
  return elsewhere.length > 0 ? { ...read, elsewhere } : read;
}

/**
 * What somebody had read who decides on papers that came after the demand's own, of whatever series: no life waits for what is
 * decided by them. One that is here was opened here, as the demand's own; one that comes with the act itself was read by
 * who brings it, who names it (`readElsewhere`).
 * @param known SHA-256 of each paper that can be asked for here; left out: all can
 * @throws Problem 409
 */
export function requireLaterRead(
  documents: readonly { sha256: string }[],
  looks: readonly LookPart[],
  readElsewhere: readonly string[] = [],
  known?: readonly string[],
): Pick<Read, 'papers' | 'elsewhere'> {
  const papers = [...new Set(documents.map(({ sha256 }) => sha256))];
  const opened = openedOf(looks).filter((sha256) => papers.includes(sha256));
  const { elsewhere, missing } = readOf(papers, opened, looks, readElsewhere);
  const brought = missing.filter(
    (sha256) => known?.includes(sha256) === false && readElsewhere.includes(sha256),
  );
  const unread = missing.filter((sha256) => !brought.includes(sha256));
  if (unread.length > 0) throw notRead(unread);
  const both = [...elsewhere, ...brought].sort();
  return { papers: opened, ...(both.length > 0 ? { elsewhere: both } : {}) };
}

/** Which of some papers were read elsewhere by who was not shown them here, and which were not read at all. */
function readOf(
  papers: readonly string[],
  opened: readonly string[],
  looks: readonly LookPart[],
  readElsewhere: readonly string[],
) {
  const couldNotOpen = looks.flatMap(({ sha256, notShown }) => (notShown && sha256 ? [sha256] : []));
  const elsewhere = [...new Set(readElsewhere)]
    .filter((sha256) => couldNotOpen.includes(sha256) && !opened.includes(sha256))
    .sort();
  return { elsewhere, missing: papers.filter((sha256) => ![...opened, ...elsewhere].includes(sha256)) };
}

const notRead = (missing: readonly string[]) =>
  problem('paper_not_read', { papers: missing.slice(0, MOST_NAMED).join(', ') });

const papersOf = ({ demand }: DemandRecord) => (demand.documents ?? []).map(({ sha256 }) => sha256);
