import { useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { type DemandView, given } from '../api/client.ts';
import { Done } from '../kit/done.tsx';
import { Checkboxes, Radios, TextArea, TextField } from '../kit/fields.tsx';
import { sayCode } from '../kit/say.ts';
import { ErrorSummary, errorOf, type FieldError, TroubleBox } from '../kit/states.tsx';
import { useDraft } from '../kit/use-draft.ts';
import { useSend } from '../kit/use-send.ts';
import { useLaw } from '../law/rulebook.ts';
import { BackToDemand } from './of-demand.tsx';

/** What an amendment of the authority can say. */
const FIELDS = [
  'reference',
  'signatures',
  'validatedBy',
  'servedBy',
  'cites',
  'certifications',
  'recitals',
  'offence',
  'emergency',
  'enforcingAuthority',
] as const;
type Props = { kind: 'ask' | 'counsel'; view: DemandView };
const EMPTY: { reason: string; text: string; until: string; fields: readonly string[] } = {
  reason: '',
  text: '',
  until: '',
  fields: [],
};

/** Asks who filed the demand what is missing, or counsel a question of law. Nothing is decided by it. */
export function ConsultForm({ kind, view }: Props) {
  const { api } = useHere();
  const law = useLaw();
  const [draft, set, clear] = useDraft(`${kind}:${view.id}`, EMPTY);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const { done, trouble, isSending, send } = useSend<{ number: number }>();
  const isAsking = kind === 'ask';
  const submit = (event: Event) => {
    event.preventDefault();
    const faults = faultsOf(draft, isAsking);
    setErrors(faults);
    if (faults.length > 0) return;
    void send(async () => {
      const answer = await given(
        api.POST('/demands/{id}/consult', {
          params: { path: { id: view.id } },
          body: bodyOf(draft, isAsking, view),
        }),
      );
      clear();
      return answer;
    });
  };
  if (done)
    return (
      <Done title={isAsking ? `Question ${done.number} is with the authority` : 'Counsel is asked'}>
        {!isAsking && <p>Nobody approves until the answer is recorded.</p>}
        <BackToDemand id={view.id} />
      </Done>
    );
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} />
      {trouble && <TroubleBox trouble={trouble} />}
      {isAsking && (
        <>
          <Checkboxes
            name="fields"
            label="What is missing"
            hint="What cannot be added here is another demand."
            error={errorOf(errors, 'fields')}
            values={draft.fields}
            set={(fields) => set({ fields })}
            choices={FIELDS.map((value) => ({ value, label: sayField(value) }))}
          />
          <TextField
            name="until"
            label="Answer until the end of"
            hint="When it is over, people here are told. Nothing happens by itself."
            type="date"
            width="short"
            error={errorOf(errors, 'until')}
            value={draft.until}
            set={(until) => set({ until })}
          />
        </>
      )}
      <Radios
        name="why"
        label="Reason"
        error={errorOf(errors, 'why')}
        value={draft.reason}
        set={(reason) => set({ reason })}
        choices={law.reasons(kind)}
      />
      <TextArea
        name="words"
        label="Your own words (optional)"
        hint={isAsking ? 'The authority reads them as you write them.' : 'For the desk and counsel alone.'}
        maxLength={2000}
        value={draft.text}
        set={(text) => set({ text })}
      />
      <button class="govuk-button" type="submit" aria-disabled={isSending}>
        {isAsking ? 'Send the question' : 'Ask counsel'}
      </button>
    </form>
  );
}

const sayField = (field: string): string => sayCode(field.replaceAll(/([A-Z])/g, ' $1').toLowerCase());

function faultsOf({ reason, until, fields }: typeof EMPTY, isAsking: boolean): readonly FieldError[] {
  return [
    ...(isAsking && fields.length === 0 ? [{ field: 'fields', says: 'Tick what is missing' }] : []),
    ...(isAsking && until === ''
      ? [{ field: 'until', says: 'Give the day until which you await an answer' }]
      : []),
    ...(reason === '' ? [{ field: 'why', says: 'Choose the reason' }] : []),
  ];
}

function bodyOf(
  { reason, text, until, fields }: typeof EMPTY,
  isAsking: boolean,
  { matter: on }: DemandView,
) {
  const reasoned = { on, reason, ...(text.trim() === '' ? {} : { text: text.trim() }) };
  if (!isAsking) return { counsel: reasoned };
  return { ask: { ...reasoned, until, fields: FIELDS.filter((field) => fields.includes(field)) } };
}
