import { useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { type DemandView, given } from '../api/client.ts';
import { type Trouble, Troubled } from '../api/problem.ts';
import { TroubleBox } from '../kit/states.tsx';
import { Time } from '../kit/time.tsx';
import type { Session } from '../session/session.ts';
import { useSession } from '../session/use-session.ts';

/** What whoever reads the page can do now, or whom it waits for. */
export function NextStep({ view, again }: { view: DemandView; again: () => void }) {
  const { api } = useHere();
  const { session } = useSession();
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const step = stepOf(view, session);
  const isMine = view.claim !== undefined && view.claim.by === session?.subject;
  const claim = () => {
    setTrouble(undefined);
    const body = { action: isMine ? ('give-back' as const) : ('claim' as const) };
    given(api.POST('/demands/{id}/claim', { params: { path: { id: view.id } }, body })).then(
      again,
      (error) => {
        if (!(error instanceof Troubled)) throw error;
        setTrouble(error.trouble);
      },
    );
  };
  return (
    <section class="next" aria-labelledby="next">
      <h2 class="govuk-heading-s" id="next">
        Now
      </h2>
      <p>{step.says}</p>
      {trouble && <TroubleBox trouble={trouble} />}
      {step.to && (
        <div class="govuk-button-group">
          <a class="govuk-button" href={`/desk/demands/${view.id}/${step.to}`}>
            {LABELS[step.to]}
          </a>
          {step.to === 'decide' && (
            <a class="govuk-button govuk-button--secondary" href={`/desk/demands/${view.id}/decide?as=ask`}>
              Ask the authority
            </a>
          )}
          {(!view.claim || isMine) && (
            <button type="button" class="govuk-button govuk-button--secondary" onClick={claim}>
              {isMine ? 'Give the claim back' : 'Claim it'}
            </button>
          )}
        </div>
      )}
      {view.approvedAhead && (
        <p>
          Approved ahead by {view.approvedAhead.by}; it takes effect{' '}
          <Time at={view.approvedAhead.takesEffect} />.
        </p>
      )}
    </section>
  );
}

type Step = { says: string; to?: keyof typeof LABELS };

const LABELS = {
  decide: 'Review the demand',
  release: 'Look at the package',
  'record?as=take-up': 'Take the demand up',
};

function stepOf(view: DemandView, session: Session | undefined): Step {
  const role = session?.role?.replace('cleared-', '');
  const { status, claim } = view;
  const heldByOther = claim && claim.by !== session?.subject ? ` ${claim.by} works on it.` : '';
  switch (status) {
    case 'awaiting-review':
      return role === 'reviewer'
        ? { says: `It waits for a review.${heldByOther}`, to: 'decide' }
        : { says: `It waits for a reviewer.${heldByOther}` };
    case 'awaiting-release':
      if (role !== 'releaser') return { says: `It waits for a second person to release it.${heldByOther}` };
      return view.review?.by === session?.subject
        ? { says: 'You reviewed it, so another person releases it.', to: 'release' }
        : { says: `It waits for your release.${heldByOther}`, to: 'release' };
    case 'filed':
      return { says: 'Its checks run. They take seconds.' };
    case 'reviewed':
      return { says: 'It is read, checked and sealed by machines. Nobody has to do anything.' };
    case 'sealed':
    case 'release-decided':
      return { says: 'Machines go on with it. Nobody has to do anything.' };
    case 'released':
      return { says: 'The authority can fetch the package.' };
    case 'closed':
      return { says: `It is closed${view.conclusion ? `: ${view.conclusion}` : ''}.` };
    case 'failed':
      return role === 'reviewer'
        ? { says: `It failed. Who had no part in it takes it up.${heldByOther}`, to: 'record?as=take-up' }
        : { says: 'It failed. A reviewer without a part in it takes it up.' };
  }
}
