import type { ComponentChildren } from 'preact';
import { Radios, TextArea } from '../../kit/fields.tsx';
import { ErrorSummary, errorOf, TroubleBox } from '../../kit/states.tsx';
import { useLaw } from '../../law/rulebook.ts';
import { isConflict, type Recording } from './use-record.ts';

type Props = {
  form: Pick<Recording<never>, 'errors' | 'trouble' | 'isSending'>;
  submit: () => void;
  again: () => void;
  button: string;
  isWarning?: boolean;
  children: ComponentChildren;
};

/** A form with what stands in its way above it, and one button. Who was not quick enough reads the demand anew, and keeps what they wrote. */
export function RecordForm({ form, submit, again, button, isWarning = false, children }: Props) {
  const { errors, trouble, isSending } = form;
  const isPlaced = trouble?.kind === 'problem' && errors.length > 0;
  return (
    <form
      class="reading"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary errors={errors} />
      {trouble && !isPlaced && (
        <TroubleBox
          trouble={trouble}
          {...(isConflict(trouble) ? { again, label: 'Read it as it is now' } : {})}
        />
      )}
      {children}
      <button
        class={`govuk-button${isWarning ? ' govuk-button--warning' : ''}`}
        type="submit"
        aria-disabled={isSending}
      >
        {button}
      </button>
    </form>
  );
}

type Reasoned = { reason: string; text: string };
type ReasonProps = {
  kind: string;
  form: Pick<Recording<Reasoned>, 'draft' | 'set' | 'errors'>;
  /** Who reads it. */
  hint: string;
};

/** A reason of the rulebook and words of one's own. */
export function Reason({ kind, form: { draft, set, errors }, hint }: ReasonProps) {
  const law = useLaw();
  return (
    <>
      <Radios
        name="reason"
        label="Reason"
        hint={hint}
        error={errorOf(errors, 'reason')}
        value={draft.reason}
        set={(reason) => set({ reason })}
        choices={law.reasons(kind)}
      />
      <TextArea
        name="text"
        label="Your own words (optional)"
        error={errorOf(errors, 'text')}
        maxLength={2000}
        value={draft.text}
        set={(text) => set({ text })}
      />
    </>
  );
}
