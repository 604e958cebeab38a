import { useEffect, useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { type Api, type DemandView, reached } from '../api/client.ts';
import { sayTrouble, Troubled, troubleOf } from '../api/problem.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useKeys } from '../keys/keys.ts';
import { Section } from '../kit/section.tsx';
import { Loading } from '../kit/states.tsx';

type Paper = NonNullable<DemandView['demand']['documents']>[number];

/** The served papers as pictures of their pages. Which were looked at is in the ledger. */
export function Papers({ view, again }: { view: DemandView; again: () => void }) {
  const papers = view.demand.documents ?? [];
  return (
    <Section id="paper" title={papers.length > 1 ? `${papers.length} papers` : 'Paper'}>
      {papers.length === 0 ? (
        <p>
          It came without a paper. Where it compels, whoever approves it must have read one that came another
          way.
        </p>
      ) : (
        <PaperList view={view} papers={papers} again={again} />
      )}
    </Section>
  );
}

type ListProps = { view: DemandView; papers: readonly Paper[]; again: () => void };

/** Papers of a demand, or of what came after it, one at a time. */
export function PaperList({ view, papers, again }: ListProps) {
  const [chosen, setChosen] = useState(0);
  const [page, setPage] = useState(1);
  const paper = papers[chosen];
  useKeys([
    { key: '[', does: 'Page before of the paper', run: () => setPage((now) => Math.max(1, now - 1)) },
    { key: ']', does: 'Next page of the paper', run: () => document.getElementById('next-page')?.click() },
  ]);
  if (!paper) return null;
  const choose = (index: number) => {
    setChosen(index);
    setPage(1);
  };
  const isOwn = view.demand.documents?.some(({ sha256 }) => sha256 === paper.sha256) === true;
  const verdict = view.scans?.find(({ sha256 }) => sha256 === paper.sha256)?.verdict;
  return (
    <>
      {papers.length > 1 && (
        <ol class="paper__list">
          {papers.map((one, index) => (
            <li key={one.sha256}>
              <button
                type="button"
                class="link-button"
                aria-current={index === chosen}
                onClick={() => choose(index)}
              >
                {one.title}
              </button>
            </li>
          ))}
        </ol>
      )}
      <PaperPage key={paper.sha256} id={view.id} paper={paper} page={page} setPage={setPage} again={again} />
      <p class="muted">
        {paper.title}. {isOwn && `Scanner: ${verdict ?? 'not asked yet'}. `}The pages are drawn from the bytes
        with the hash <code>{paper.sha256.slice(0, 16)}…</code> that is named; other bytes are not shown.
      </p>
    </>
  );
}

type PageProps = {
  id: string;
  paper: Paper;
  page: number;
  setPage: (page: number) => void;
  again: () => void;
};

function PaperPage({ id, paper, page, setPage, again: tellPage }: PageProps) {
  const { api } = useHere();
  const { value, trouble, isLoading, again } = useAnswer(
    (signal) => drawnPage(api, { id, paper, page }, signal),
    [id, paper.sha256, page],
  );
  const url = useObjectUrl(value?.picture);
  return (
    <div class="paper">
      {trouble && (
        <div class="trouble" role="alert">
          <p class="trouble__what">This page is not shown. {sayTrouble(trouble)}</p>
          <button type="button" class="govuk-button govuk-button--secondary" onClick={again}>
            Ask again
          </button>{' '}
          <button type="button" class="govuk-button govuk-button--secondary" onClick={tellPage}>
            Read the demand again
          </button>
        </div>
      )}
      {!url && isLoading && <Loading what="Drawing the page" />}
      {url && <img class="paper__page" src={url} alt={`Page ${value?.page} of the paper “${paper.title}”`} />}
      {value && value.pages > 1 && (
        <p class="paper__turn no-print">
          <button
            type="button"
            class="link-button"
            aria-disabled={page === 1}
            onClick={() => setPage(Math.max(1, page - 1))}
          >
            Page before
          </button>{' '}
          Page {page} of {value.pages}{' '}
          <button
            type="button"
            class="link-button"
            id="next-page"
            aria-disabled={page >= value.pages}
            onClick={() => setPage(Math.min(value.pages, page + 1))}
          >
            Next page
          </button>
        </p>
      )}
    </div>
  );
}

type Wanted = { id: string; paper: Paper; page: number };

async function drawnPage(api: Api, { id, paper, page }: Wanted, signal: AbortSignal) {
  const { data, error, response } = await reached(
    api.GET('/demands/{id}/papers/{sha256}', {
      params: { path: { id, sha256: paper.sha256 }, query: { page } },
      headers: { accept: 'image/png' },
      parseAs: 'blob',
      signal,
    }),
  );
  const picture: unknown = data;
  if (!response.ok || !(picture instanceof Blob)) throw new Troubled(troubleOf(response.status, error));
  const last = /[?&]page=(\d+)[^<]*>;\s*rel="?last/.exec(response.headers.get('link') ?? '')?.[1];
  return { picture, page, pages: Number(last ?? page) };
}

/** An address for bytes that the page holds, as long as it shows them. */
function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
