import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { DemandView } from '../api/client.ts';
import { Radios } from '../kit/fields.tsx';
import { Page } from '../kit/page.tsx';
import { useDraft } from '../kit/use-draft.ts';
import { RequireRole } from '../session/require-role.tsx';
import { CallBackForm } from './call-back-form.tsx';
import { Decided } from './check-decision.tsx';
import { ConsultForm } from './consult-form.tsx';
import { type DecideForm, EMPTY, type Reviewed } from './decide-draft.ts';
import { Identity } from './demand.tsx';
import { OfDemand } from './of-demand.tsx';
import { ReviewForm } from './review-form.tsx';
import { sayName } from './say-status.tsx';
import type { Read } from './use-demand.ts';
import { YouOpened } from './you-opened.tsx';

const WAYS = [
  { value: 'approve', label: 'Approve, all of it or less', hint: 'Untick what the paper does not give' },
  { value: 'refuse', label: 'Refuse', hint: 'The authority is told why' },
  { value: 'redirect', label: 'Send elsewhere', hint: 'Somebody else must answer it' },
  { value: 'ask', label: 'Ask the authority', hint: 'It waits for the answer; nothing is decided' },
  { value: 'counsel', label: 'Ask counsel', hint: 'Nobody outside is told' },
  { value: 'call-back', label: 'Record a call-back', hint: 'At the number that the register has' },
];

/** Where a reviewer decides. */
export const DecidePage = () => (
  <RequireRole of="desk">
    <OfDemand kept="What you ticked and wrote">
      {(read, again) => <Form read={read} again={again} />}
    </OfDemand>
  </RequireRole>
);

function Form({ read: { view }, again }: { read: Read; again: () => void }) {
  const { query } = useLocation();
  const [draft, set, clear] = useDraft(`decide:${view.id}`, EMPTY);
  const [shown, setShown] = useState(view);
  const [reviewed, setReviewed] = useState<Reviewed | undefined>(undefined);
  // What was sent and is decided stays on the page; what is read anew takes its place.
  useEffect(() => setShown(view), [view]);
  useEffect(() => {
    if (query.as && WAYS.some(({ value }) => value === query.as)) set({ decision: query.as });
  }, [query.as]);
  const { decision } = draft;
  return (
    <Page
      title={`Decide on ${sayName(shown)}, version ${shown.matter}`}
      caption={shown.demand.authority.name}
    >
      {!reviewed && <Identity view={shown} />}
      {reviewed && <Decided view={shown} reviewed={reviewed} />}
      <YouOpened view={shown} />
      {reviewed ? null : shown.status === 'awaiting-review' ? (
        <Radios
          name="decision"
          label="What do you do?"
          value={decision}
          set={(next) => set({ decision: next, reason: '' })}
          choices={WAYS}
        />
      ) : (
        <p>It does not wait for a review now.</p>
      )}
      {!reviewed && (
        <Way view={shown} decision={decision} form={{ draft, set, clear, again, decided: setReviewed }} />
      )}
    </Page>
  );
}

function Way({ view, decision, form }: { view: DemandView; decision: string; form: DecideForm }) {
  switch (decision) {
    case 'approve':
    case 'refuse':
    case 'redirect':
      return <ReviewForm key={decision} view={view} {...form} />;
    case 'ask':
    case 'counsel':
      return <ConsultForm key={decision} kind={decision} view={view} />;
    case 'call-back':
      return <CallBackForm view={view} />;
    default:
      return null;
  }
}
