import { useHere } from '../api/api-context.ts';
import type { DemandView } from '../api/client.ts';
import { sayTrouble, type Trouble } from '../api/problem.ts';
import { useAnswer } from '../api/use-answer.ts';
import { Loading, TroubleBox } from '../kit/states.tsx';
import { Time } from '../kit/time.tsx';
import { useFocus } from '../kit/use-focus.ts';
import { useLaw } from '../law/rulebook.ts';
import { DraftTold } from './check-decision.tsx';
import type { DecideDraft } from './decide-draft.ts';
import { sayEvent } from './say-event.ts';
import { StatusTag } from './say-status.tsx';
import { type Read, readDemand } from './use-demand.ts';

/** Problems that say: somebody was here before you. */
export const CONFLICTS = [
  'stale_decision',
  'other_round',
  'not_awaiting_review',
  'claimed_by_another',
  'already_decided',
];

type Props = { mine: DemandView; draft: DecideDraft; trouble: Trouble | undefined; again: () => void };

/** What the demand is now beside what somebody was about to decide. Nothing that they ticked or wrote is lost. */
export function Conflict({ mine, draft, trouble, again }: Props) {
  const { api } = useHere();
  const heading = useFocus<HTMLHeadingElement>();
  const {
    value,
    trouble: notRead,
    again: readAgain,
  } = useAnswer((signal) => readDemand(api, mine.id, signal), [mine.id]);
  return (
    <section class="banner" aria-labelledby="conflict" role="alert">
      <h2 class="govuk-heading-m" id="conflict" tabIndex={-1} ref={heading}>
        Somebody was quicker
      </h2>
      <p>{trouble && sayTrouble(trouble)} Your reasons are kept. Compare, then decide.</p>
      {notRead && <TroubleBox trouble={notRead} again={readAgain} />}
      {!value && !notRead && <Loading what="Reading what is there now" />}
      <div class="compare">
        {value && <Theirs read={value} since={mine} />}
        <div>
          <h3 class="govuk-heading-s">Yours, on version {mine.matter}, not sent</h3>
          <DraftTold view={mine} draft={draft} />
        </div>
      </div>
      <button type="button" class="govuk-button" onClick={again}>
        Go on with version {value?.view.matter ?? 'now'}
      </button>
    </section>
  );
}

function Theirs({ read: { view, events }, since }: { read: Read; since: DemandView }) {
  const law = useLaw();
  const { review, claim } = view;
  const latest = events.filter(({ action }) => action !== 'demand.looked').at(-1);
  return (
    <div>
      <h3 class="govuk-heading-s">Theirs, version {view.matter}</h3>
      <p>
        <StatusTag {...view} />
      </p>
      {latest && <p>{sayEvent(latest)}.</p>}
      {claim && (
        <p>
          {claim.by} works on it until <Time at={claim.until} />.
        </p>
      )}
      {review && (
        <dl class="govuk-summary-list">
          {(
            [
              ['Decision', `${review.decision}, by ${review.by}`],
              ['Items', review.items.map((item) => law.item(item)).join('; ')],
              ['Reason', review.because?.says ?? review.because?.reason ?? ''],
              ['Their words', review.because?.text ?? ''],
            ] satisfies [string, string][]
          )
            .filter(([, says]) => says !== '')
            .map(([name, says]) => (
              <div class="govuk-summary-list__row" key={name}>
                <dt class="govuk-summary-list__key">{name}</dt>
                <dd class="govuk-summary-list__value as-written">{says}</dd>
              </div>
            ))}
        </dl>
      )}
      {!review && view.round !== since.round && <p>It was checked again: this is round {view.round} now.</p>}
    </div>
  );
}
