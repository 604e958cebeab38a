import { useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { type DemandView, given } from '../api/client.ts';
import { Done } from '../kit/done.tsx';
import { Radios, TextField } from '../kit/fields.tsx';
import { ErrorSummary, errorOf, type FieldError, TroubleBox } from '../kit/states.tsx';
import { Time } from '../kit/time.tsx';
import { useDraft } from '../kit/use-draft.ts';
import { useSend } from '../kit/use-send.ts';
import { BackToDemand } from './of-demand.tsx';

const EMPTY = { asked: 'office', result: '', heldWith: '' };
const RESULTS = [
  { value: 'confirmed', label: 'They confirmed it' },
  { value: 'refused', label: 'They disowned it' },
  { value: 'no-answer', label: 'Nobody answered' },
  { value: 'pending', label: 'They call back' },
] as const;

/** What came of calling the office that is said to have sent the demand, at the one number that counts. */
export function CallBackForm({ view }: { view: DemandView }) {
  const { api } = useHere();
  const [draft, set, clear] = useDraft(`call:${view.id}`, EMPTY);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const { done, trouble, isSending, send } = useSend<object>();
  const { callBackNumber, callBacks = [] } = view;
  if (callBackNumber === undefined)
    return (
      <p>The register has no number for this authority. A number that came with the demand proves nothing.</p>
    );
  const submit = (event: Event) => {
    event.preventDefault();
    const result = RESULTS.find(({ value }) => value === draft.result)?.value;
    const faults = [
      ...(result ? [] : [{ field: 'result', says: 'Say what came of the call' }]),
      ...(result === 'confirmed' && draft.heldWith.trim() === ''
        ? [{ field: 'held-with', says: 'Say who confirmed it, by name or office' }]
        : []),
    ];
    setErrors(faults);
    if (faults.length > 0 || !result) return;
    const callBack = {
      asked: draft.asked === 'supervisor' ? ('supervisor' as const) : ('office' as const),
      result,
      dialled: callBackNumber,
      ...(draft.heldWith.trim() === '' ? {} : { heldWith: draft.heldWith.trim() }),
    };
    void send(async () => {
      const body = { callBack, on: view.matter };
      const answer = await given(
        api.POST('/demands/{id}/clarify', { params: { path: { id: view.id } }, body }),
      );
      clear();
      return answer;
    });
  };
  if (done)
    return (
      <Done title="The call is recorded">
        <p>The demand is checked again. Who called does not review.</p>
        <BackToDemand id={view.id} />
      </Done>
    );
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} />
      {trouble && <TroubleBox trouble={trouble} />}
      <p>
        Call <strong class="number-to-call">{callBackNumber}</strong>, the number that the register has. No
        other counts, least of all one on the paper.
      </p>
      {callBacks.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {callBacks.map(({ at, by, asked, result, heldWith }) => (
            <li key={at}>
              {by} called the {asked}: {result}
              {heldWith ? `, with ${heldWith}` : ''}, <Time at={at} />
            </li>
          ))}
        </ul>
      )}
      <Radios
        name="asked"
        label="Whom did you ask?"
        value={draft.asked}
        set={(asked) => set({ asked })}
        choices={[
          { value: 'office', label: 'The office' },
          {
            value: 'supervisor',
            label: 'A superior there',
            hint: 'By another person than who called the office',
          },
        ]}
      />
      <Radios
        name="result"
        label="What came of it?"
        error={errorOf(errors, 'result')}
        value={draft.result}
        set={(result) => set({ result })}
        choices={RESULTS}
      />
      <TextField
        name="held-with"
        label="Who answered, by name or office"
        maxLength={200}
        error={errorOf(errors, 'held-with')}
        value={draft.heldWith}
        set={(heldWith) => set({ heldWith })}
      />
      <button class="govuk-button" type="submit" aria-disabled={isSending}>
        Record the call
      </button>
    </form>
  );
}
