import type { DemandView } from '../api/client.ts';
import { Time } from '../kit/time.tsx';
import { useSession } from '../session/use-session.ts';

type Look = NonNullable<DemandView['looks']>[number];

/** Papers of the demand that somebody has neither seen here nor was refused the sight of. */
export function unseenPapers(view: DemandView, me: string | undefined) {
  const mine = (view.looks ?? []).filter(({ by }) => by === me);
  return (view.demand.documents ?? []).filter(({ sha256 }) => !mine.some((look) => look.sha256 === sha256));
}

/** Papers of the demand that the desk could not show: who read them elsewhere says so. */
export const notShownPapers = (view: DemandView, me: string | undefined) =>
  notShownOf(view.demand.documents ?? [], view, me);

export function notShownOf<P extends { sha256: string }>(
  papers: readonly P[],
  view: DemandView,
  me: string | undefined,
): readonly P[] {
  const looks = (view.looks ?? []).filter(({ by, notShown, shown }) => by === me && notShown && !shown);
  return papers.filter(({ sha256 }) => looks.some((look) => look.sha256 === sha256));
}

/** What whoever decides has looked at, as the ledger has it. */
export function YouOpened({ view }: { view: DemandView }) {
  const { session } = useSession();
  const mine = (view.looks ?? []).filter(({ by }) => by === session?.subject);
  const unseen = unseenPapers(view, session?.subject);
  return (
    <section class="opened" aria-labelledby="opened">
      <h2 class="govuk-heading-s" id="opened">
        You opened
      </h2>
      {mine.length === 0 && <p>Nothing of it yet.</p>}
      <ul class="govuk-list">
        {mine.map((look) => (
          <li key={`${look.what} ${look.at} ${look.sha256}`}>
            {sayLook(look, view)}, <Time at={look.at} />
          </li>
        ))}
      </ul>
      {unseen.length > 0 && (
        <p class="overdue">
          Not opened: {unseen.map(({ title }) => title).join('; ')}.{' '}
          <a class="govuk-link" href={`/desk/demands/${view.id}#paper`}>
            Open the paper
          </a>
          , then decide.
        </p>
      )}
    </section>
  );
}

function sayLook({ what, sha256, shown, pages, notShown, round }: Look, view: DemandView): string {
  if (what === 'paper') {
    const title = view.demand.documents?.find((one) => one.sha256 === sha256)?.title ?? 'a paper';
    if (shown && pages)
      return `Paper “${title}”, ${shown.map(({ first, last }) => (first === last ? `page ${first}` : `pages ${first} to ${last}`)).join(', ')} of ${pages}`;
    return `Paper “${title}”, which could not be shown (${notShown ?? 'unknown'})`;
  }
  if (what === 'accounts') return `Accounts of round ${round}`;
  return what === 'reach' ? `Reach of round ${round}` : 'The package';
}
