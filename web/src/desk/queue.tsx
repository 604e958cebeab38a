import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useHere } from '../api/api-context.ts';
import { type DemandPage, type DemandSummary, given } from '../api/client.ts';
import { type Trouble, Troubled } from '../api/problem.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useKeys } from '../keys/keys.ts';
import { Page } from '../kit/page.tsx';
import { sayCount } from '../kit/say.ts';
import { Loading, Stale, TroubleBox } from '../kit/states.tsx';
import { useFocusAfter } from '../kit/use-focus.ts';
import { RequireRole } from '../session/require-role.tsx';
import { deskAddress, type Filters, filtersOf, PAGE, queryOf } from './desk-address.ts';
import { NothingHere, QueueCounts } from './queue-counts.tsx';
import { QueueCsv } from './queue-csv.tsx';
import { QueueFilters } from './queue-filters.tsx';
import { QueueTable } from './queue-table.tsx';
import { useNewRows } from './use-new-rows.ts';

/** What the desk has to do: who is in danger first, then what is due. The filters are in the address. */
export const Queue = () => (
  <RequireRole of="desk">
    <QueuePage />
  </RequireRole>
);

function QueuePage() {
  const { api } = useHere();
  const { query, route } = useLocation();
  const filters = filtersOf(query);
  const { after } = query;
  const address = deskAddress(filters, after);
  const ask = (signal?: AbortSignal) =>
    given(
      api.GET('/demands', {
        params: { query: { ...queryOf(filters), limit: PAGE, ...(after ? { after } : {}) } },
        ...(signal ? { signal } : {}),
      }),
    ).then(ofDesk);
  const { value: page, trouble, isLoading, again } = useAnswer(ask, [address]);
  const changed = useNewRows(page, () => ask());
  const [acted, setActed] = useState<Trouble | undefined>(undefined);
  const list = useFocusAfter<HTMLDivElement>(after);
  const claim = (id: string, action: 'claim' | 'give-back') => {
    setActed(undefined);
    given(api.POST('/demands/{id}/claim', { params: { path: { id } }, body: { action } })).then(
      again,
      (error) => {
        if (!(error instanceof Troubled)) throw error;
        setActed(error.trouble);
      },
    );
  };
  useQueueKeys(list.current, claim);
  return (
    <Page title="Desk">
      {acted && <TroubleBox trouble={acted} />}
      {trouble && <TroubleBox trouble={trouble} again={again} />}
      {page?.counts && <QueueCounts counts={page.counts} filters={filters} />}
      <QueueFilters address={address} filters={filters} apply={(next) => route(deskAddress(next))} />
      {changed > 0 && (
        <Stale show={again} label={`Show ${changed} changed`}>
          {sayCount(changed, 'demand')} on this page changed since {page ? 'you opened it' : 'then'}. Nothing
          moves until you show them.
        </Stale>
      )}
      <p class="queue__total" role="status">
        {isLoading ? 'Loading…' : page ? totalOf(page, filters) : ''}
      </p>
      <div ref={list} tabIndex={-1} class={isLoading ? 'is-old' : ''}>
        {!page && isLoading && <Loading what="Reading the desk’s list" />}
        {page &&
          (page.demands.length > 0 ? (
            <Rows page={page} claim={claim} isFirst={!after} />
          ) : (
            <NothingHere filters={filters} />
          ))}
      </div>
      {page && <Pages next={page.next} filters={filters} hasAfter={after !== undefined} />}
      {page && page.demands.length > 0 && <QueueCsv filters={filters} />}
    </Page>
  );
}

const ofDesk = (page: object): DemandPage => page as DemandPage;

function totalOf({ counts, isCut, demands }: DemandPage, filters: Filters): string {
  if (!counts) return sayCount(demands.length, 'closed demand');
  const [fits, is] = counts.all === 1 ? ['fits', 'is'] : ['fit', 'are'];
  const which = Object.keys(filters).length > 0 ? `${fits} the filters` : `${is} open`;
  return `${sayCount(counts.all, 'demand')} ${which}, by danger, then due time, then age.${isCut ? ' There are more than can be read at once.' : ''}`;
}

type Claim = (id: string, action: 'claim' | 'give-back') => void;

/** Emergencies stand in a lane of their own above the others, on the first page. */
function Rows({ page, claim, isFirst }: { page: DemandPage; claim: Claim; isFirst: boolean }) {
  const isUrgent = ({ danger }: DemandSummary) => danger < 5;
  const urgent = page.demands.filter(isUrgent);
  const others = page.demands.filter((one) => !isUrgent(one));
  return (
    <>
      {urgent.length > 0 && (
        <section class="lane" aria-labelledby="emergencies">
          <h2 class="govuk-heading-m" id="emergencies">
            Emergencies: {urgent.length}
            {!isFirst && ' more'}
          </h2>
          <QueueTable demands={urgent} claim={claim} caption="Emergencies" />
        </section>
      )}
      {others.length > 0 && <QueueTable demands={others} claim={claim} caption="Demands" />}
    </>
  );
}

function Pages({
  next,
  filters,
  hasAfter,
}: {
  next: string | undefined;
  filters: Filters;
  hasAfter: boolean;
}) {
  if (!next && !hasAfter) return null;
  return (
    <nav class="pages" aria-label="Pages of the list">
      {hasAfter && (
        <a class="govuk-link" href={deskAddress(filters)}>
          First page
        </a>
      )}
      {next && (
        <a class="govuk-link" href={deskAddress(filters, next)} rel="next">
          Next {PAGE}
        </a>
      )}
    </nav>
  );
}

/** `j` and `k` move from demand to demand, `c` claims the one that has the focus, `/` goes to the search. */
function useQueueKeys(list: HTMLElement | null, claim: Claim): void {
  const links = () => [...(list?.querySelectorAll<HTMLAnchorElement>('a[data-id]') ?? [])];
  const here = () => links().findIndex((link) => link.matches(':focus'));
  const move = (by: number) => {
    const all = links();
    all[Math.max(0, Math.min(all.length - 1, here() + by))]?.focus();
  };
  useKeys([
    { key: 'j', does: 'Next demand', run: () => move(1) },
    { key: 'k', does: 'Demand before', run: () => move(here() < 0 ? 1 : -1) },
    {
      key: 'c',
      does: 'Claim the demand that is marked',
      run: () => {
        const id = links()[here()]?.dataset.id;
        if (id) claim(id, 'claim');
      },
    },
    { key: '/', does: 'Search references', run: () => document.getElementById('q')?.focus() },
  ]);
}
