import { useEffect, useRef, useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { type DemandView, given } from '../api/client.ts';
import { Done } from '../kit/done.tsx';
import { Radios, TextArea } from '../kit/fields.tsx';
import { sayCount } from '../kit/say.ts';
import { ErrorSummary, errorOf, type FieldError, TroubleBox } from '../kit/states.tsx';
import { useDraft } from '../kit/use-draft.ts';
import { focusFirst } from '../kit/use-focus.ts';
import { useSend } from '../kit/use-send.ts';
import { useLaw } from '../law/rulebook.ts';

type Props = { view: DemandView; sha256: string; again: () => void; decided: () => void };
type Released = { decision: string; missing: number };
const EMPTY = { reason: '', text: '' };

/** The second person's decision on exactly the package that the page shows. */
export function ReleaseForm({ view, sha256, again, decided }: Props) {
  const { api } = useHere();
  const law = useLaw();
  const [isRefusing, setRefusing] = useState(false);
  const [draft, set, clear] = useDraft(`release:${view.id}`, EMPTY);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const { done, trouble, isSending, send } = useSend<Released>();
  const decide = (decision: 'release' | 'refuse') => {
    const body = {
      on: view.matter,
      decision,
      packageSha256: sha256,
      ...(decision === 'refuse' ? { reason: draft.reason } : {}),
      ...(decision === 'refuse' && draft.text.trim() !== '' ? { text: draft.text.trim() } : {}),
    };
    void send(async () => {
      const released = await given(
        api.POST('/demands/{id}/release', { params: { path: { id: view.id } }, body }),
      );
      clear();
      decided();
      return released;
    });
  };
  const refuse = (event: Event) => {
    event.preventDefault();
    const faults = draft.reason === '' ? [{ field: 'reason', says: 'Choose the reason' }] : [];
    setErrors(faults);
    if (faults.length === 0) decide('refuse');
  };
  const reasons = law.reasons('withhold');
  // It opens with its reasons: until they have come, its first field would be another.
  const isOpen = isRefusing && reasons.length > 0;
  const refusal = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isOpen) focusFirst(refusal.current);
  }, [isOpen]);
  if (done) return <Decided released={done} view={view} />;
  return (
    <section class="check no-print" aria-labelledby="decide">
      <h2 class="govuk-heading-m" id="decide" tabIndex={-1}>
        Decide
      </h2>
      {trouble && <TroubleBox trouble={trouble} again={again} />}
      {!isOpen && (
        <>
          <p>
            What you release is this package and no other, for <strong>{view.demand.authority.name}</strong>.
            It cannot be called back.
          </p>
          <div class="govuk-button-group">
            <button
              type="button"
              class="govuk-button"
              aria-disabled={isSending}
              onClick={() => decide('release')}
            >
              Release to {view.demand.authority.name}
            </button>
            <button
              type="button"
              class="govuk-button govuk-button--secondary"
              onClick={() => setRefusing(true)}
            >
              Refuse the package
            </button>
          </div>
        </>
      )}
      {isOpen && (
        <form ref={refusal} onSubmit={refuse} noValidate>
          <ErrorSummary errors={errors} />
          <Radios
            name="reason"
            label="Why does it not leave?"
            hint="The authority is told it in the rulebook’s words, in its language."
            error={errorOf(errors, 'reason')}
            value={draft.reason}
            set={(reason) => set({ reason })}
            choices={reasons}
          />
          <TextArea
            name="text"
            label="Your own words (optional)"
            hint="The authority reads them as you write them."
            maxLength={2000}
            value={draft.text}
            set={(text) => set({ text })}
          />
          <div class="govuk-button-group">
            <button class="govuk-button govuk-button--warning" type="submit" aria-disabled={isSending}>
              Refuse the package
            </button>
            <button
              type="button"
              class="govuk-button govuk-button--secondary"
              onClick={() => setRefusing(false)}
            >
              Do not refuse it
            </button>
          </div>
        </form>
      )}
    </section>
  );
}

const Decided = ({ released: { decision, missing }, view }: { released: Released; view: DemandView }) => (
  <Done title={decision === 'release' ? 'You released it' : 'You refused the package'}>
    <p>
      {decision !== 'release'
        ? 'Nothing of it leaves. The authority is told why.'
        : missing > 0
          ? `${sayCount(missing, 'more person', 'more people')} must release it before it leaves.`
          : `${view.demand.authority.name} can fetch it now.`}
    </p>
    <p>
      <a class="govuk-link" href="/desk?status=awaiting-release">
        See what waits for a release
      </a>
    </p>
  </Done>
);
