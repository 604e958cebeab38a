import { useHere } from '../../api/api-context.ts';
import { given } from '../../api/client.ts';
import { Done } from '../../kit/done.tsx';
import { TextArea, TextField } from '../../kit/fields.tsx';
import { errorOf } from '../../kit/states.tsx';
import { Time } from '../../kit/time.tsx';
import { BackToDemand } from '../of-demand.tsx';
import { RecordForm } from './record-form.tsx';
import { missing, type RecordProps, useRecord } from './use-record.ts';

/** What counsel said, by whoever heard it. From then on the demand can be approved again. */
export function AnswerForm({ view, again }: RecordProps) {
  const { api } = useHere();
  const form = useRecord(`answer:${view.id}`, { counsel: '', says: '' });
  const { draft, set, errors } = form;
  const open = view.counsel?.find(({ answer }) => answer === undefined);
  if (form.isDone)
    return (
      <Done title="The answer is recorded">
        <p>Nobody outside is told of it.</p>
        <BackToDemand id={view.id} />
      </Done>
    );
  if (!open) return <p>Counsel was asked nothing that is open.</p>;
  const submit = () => {
    const answer = { counsel: draft.counsel.trim(), says: draft.says.trim() };
    form.send(
      [
        ...missing(answer.counsel === '', 'counsel', 'Say which counsel answered'),
        ...missing(answer.says === '', 'says', 'Write what counsel said'),
      ],
      () => given(api.POST('/demands/{id}/consult', { params: { path: { id: view.id } }, body: { answer } })),
    );
  };
  return (
    <RecordForm form={form} submit={submit} again={again} button="Record the answer">
      <blockquote class="told">
        <p>
          {open.by} asked <Time at={open.at} />: {open.because.says ?? open.because.reason}
        </p>
        {open.because.text !== undefined && <p class="as-written">{open.because.text}</p>}
      </blockquote>
      <TextField
        name="counsel"
        label="Which counsel answered?"
        error={errorOf(errors, 'counsel')}
        maxLength={200}
        value={draft.counsel}
        set={(counsel) => set({ counsel })}
      />
      <TextArea
        name="says"
        label="What did they say?"
        hint="For the desk alone."
        error={errorOf(errors, 'says')}
        maxLength={4000}
        value={draft.says}
        set={(says) => set({ says })}
      />
    </RecordForm>
  );
}
