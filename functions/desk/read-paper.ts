import type { ScanDeps } from '../intake/scan-document.ts';
import type { ScannedDocument, Verdict, VerdictStore } from '../intake/verdict.store.ts';
import type { LedgerDeps } from '../ledger/change-demand.ts';
import { isDemandId } from '../ledger/demand-id.ts';
import { namedPaper } from '../ledger/named-papers.ts';
import type { NOT_SHOWN } from '../ledger/parts/look.part.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { viewerOf } from '../ledger/viewer-of.ts';
import { logInfo } from '../shared/logger.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, type Problem, problem } from '../shared/problem.ts';
import { DRAWN_TYPES, type DrawAnswer, type DrawRequest } from './draw-paper.schema.ts';
import { tellLooks } from './tell-looks.ts';

export type PaperAsked = { id: string; sha256: string; page: number };
/** A scanner has said something by then, or there is none. */
const SCAN_MS = 15 * 60_000;

export type PaperDeps = LedgerDeps & {
  verdicts: VerdictStore;
  link: ScanDeps['link'];
  /** Has a page drawn, by whoever runs bytes that are not to be trusted. */
  draw(request: DrawRequest): Promise<DrawAnswer>;
};

/**
 * A page of a paper as a picture, of the version that the demand is bound to. Who asks, what the demand names and what the
 * scanner said come first: what may not be shown is not drawn. The ledger is told of the look before the page is answered, and of
 * a paper that cannot be shown, so that whoever asked for it may decide after having read it elsewhere.
 * Who has a part in the demand has its paper, and is shown none that came after it.
 * @throws Problem 403, 404, 409 until it is clean, 422 where nobody can draw it
 */
export async function readPaper(
  { id, sha256, page }: PaperAsked,
  principal: Principal<
    'reviewer' | 'releaser' | 'auditor' | `cleared-${'reviewer' | 'releaser' | 'auditor'}`
  >,
  deps: PaperDeps,
): Promise<{ png: Buffer; pages: number }> {
  const { store, verdicts, link, draw } = deps;
  const record = isDemandId(id) ? await store.read(id) : undefined;
  if (record) requireOutsider(record, principal);
  const paper = record && (await namedPaper(record, sha256, store));
  if (!record || !paper) throw notFound();
  const { named, pin, at } = paper;
  const notShown = async (why: (typeof NOT_SHOWN)[number], said: Problem): Promise<never> => {
    await tellLooks(id, [{ what: 'paper', sha256, notShown: why }], principal, deps);
    throw said;
  };
  // What was filed before versions were noted cannot be told from what was uploaded since.
  if (!pin) return notShown('not-scanned', refused('unscanned'));
  const document: ScannedDocument = { authorityId: record.authorityId, ...pin };
  const verdict = await verdicts.of(document);
  // It is waited for, and nobody decides around it meanwhile.
  if (verdict === 'unscanned' && deps.clock().getTime() - Date.parse(at) < SCAN_MS) throw refused(verdict);
  if (verdict !== 'clean')
    return notShown(verdict === 'suspicious' ? 'suspicious' : 'not-scanned', refused(verdict));
  const mediaType = DRAWN_TYPES.find((type) => type === named.mediaType);
  if (!mediaType) return notShown('not-drawn', problem('paper_not_drawn'));
  const { url } = await link(document);
  const drawn = await draw({ url, sha256, size: pin.size, mediaType, page });
  if ('fault' in drawn) {
    const said = problem(PROBLEM_OF[drawn.fault]);
    if (drawn.fault === 'no-such-page') throw said;
    return notShown('unreadable', said);
  }
  const { pages } = drawn;
  await tellLooks(id, [{ what: 'paper', sha256, page, pages }], principal, deps);
  const viewer = viewerOf(principal.subject);
  logInfo('PAPER_SHOWN', { demandId: id, sha256, page, role: principal.role, viewer });
  return { png: Buffer.from(drawn.png, 'base64'), pages };
}

const PROBLEM_OF = {
  unreadable: 'paper_unreadable',
  encrypted: 'paper_unreadable.encrypted',
  'too-large': 'paper_unreadable.too_large',
  'no-such-page': 'page_missing',
} as const;

function refused(verdict: Exclude<Verdict, 'clean'>) {
  if (verdict === 'suspicious') return problem('paper_suspicious');
  return problem(verdict === 'failed' ? 'paper_not_scanned.failed' : 'paper_not_scanned');
}
