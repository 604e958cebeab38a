import { useHere } from '../../api/api-context.ts';
import { given } from '../../api/client.ts';
import { hasCode } from '../../api/problem.ts';
import { Done } from '../../kit/done.tsx';
import { Radios, TextField } from '../../kit/fields.tsx';
import { errorOf } from '../../kit/states.tsx';
import { sayTime } from '../../kit/time.tsx';
import { BackToDemand } from '../of-demand.tsx';
import { PaperList } from '../papers.tsx';
import { type Brought, BroughtPapers } from './brought-papers.tsx';
import { PartOfDemand, partOf } from './part-of-demand.tsx';
import { Reason, RecordForm } from './record-form.tsx';
import { filled, missing, type RecordProps, useRecord } from './use-record.ts';

const texts: readonly string[] = [];
const EMPTY = {
  outcome: '',
  decided: '',
  items: texts,
  targets: texts,
  from: '',
  to: '',
  reason: '',
  text: '',
  documents: [] as readonly Brought[],
};
const OUTCOMES = [
  { value: 'denied', label: 'Denied', hint: 'The demand goes on.' },
  { value: 'granted', label: 'Granted', hint: 'What it was about is refused.' },
  { value: 'modified', label: 'Modified', hint: 'A part of it is left.' },
  { value: 'withdrawn', label: 'Withdrawn', hint: 'Who brought it gave it up.' },
] as const;
const FIELDS = {
  reason_missing: 'reason',
  reason_of_another_decision: 'reason',
  paper_not_read: 'documents',
  objection_leaves_nothing_said: 'items',
  widens: 'items',
  period: 'from',
};

/** What the court or the authority said of one objection. */
export function OutcomeForm({ view, again, number }: RecordProps & { number: number }) {
  const { api } = useHere();
  const form = useRecord(`outcome:${view.id}:${number}`, EMPTY, FIELDS);
  const { draft, set, errors } = form;
  const objection = view.objections?.find((one) => one.objection === number);
  if (form.isDone)
    return (
      <Done title="The outcome is recorded">
        <p>Where its paper is not with the demand, it counts once another reviewer has recorded the same.</p>
        <BackToDemand id={view.id} />
      </Done>
    );
  if (objection?.state !== 'open') return <p>No such objection is open.</p>;
  const period = draft.from !== '' && draft.to !== '' ? { period: { from: draft.from, to: draft.to } } : {};
  const left = { ...partOf(draft), ...period };
  const submit = () => {
    const outcome = OUTCOMES.find(({ value }) => value === draft.outcome)?.value;
    const said = {
      on: view.matter,
      decided: draft.decided,
      reason: draft.reason,
      ...filled('text', draft.text),
      documents: [...draft.documents],
      readElsewhere: draft.documents.map(({ sha256 }) => sha256),
    };
    form.send(
      [
        ...missing(!outcome, 'outcome', 'Choose what was decided'),
        ...missing(draft.decided === '', 'decided', 'Give the day of the decision'),
        ...missing(
          outcome === 'modified' && Object.keys(left).length === 0,
          'items',
          'Tick what was left, or give the time',
        ),
        ...missing(draft.reason === '', 'reason', 'Choose the reason'),
        ...missing(draft.documents.length === 0, 'documents', 'Choose the paper of the decision'),
      ],
      () =>
        given(
          api.POST('/demands/{id}/objections/{objection}/outcome', {
            params: { path: { id: view.id, objection: number } },
            body:
              outcome === 'modified'
                ? { outcome, ...left, ...said }
                : { outcome: outcome ?? 'denied', ...said },
          }),
        ),
    );
  };
  return (
    <RecordForm form={form} submit={submit} again={again} button="Record the outcome">
      <p>
        Objection {number}, brought before <span class="as-written">{objection.before}</span> on{' '}
        {sayTime(objection.brought)}. Who brought it does not record its end.
      </p>
      {objection.proposed && (
        <p class="about">
          {objection.proposed.by} recorded that it was {objection.proposed.state} on{' '}
          {sayTime(objection.proposed.decided)}. It counts once you record the same, by the same paper.
        </p>
      )}
      <Radios
        name="outcome"
        label="What was decided?"
        error={errorOf(errors, 'outcome')}
        value={draft.outcome}
        set={(outcome) => set({ outcome })}
        choices={OUTCOMES}
      />
      {draft.outcome === 'modified' && (
        <>
          <PartOfDemand
            view={view}
            draft={draft}
            set={set}
            items="What was left?"
            targets="Of whom?"
            hint="Of what nothing is ticked, all is left."
            error={errorOf(errors, 'items')}
          />
          <div class="period">
            {(['from', 'to'] as const).map((name) => (
              <TextField
                key={name}
                name={name}
                label={name === 'from' ? 'First day that was left' : 'Last day'}
                type="date"
                width="short"
                error={errorOf(errors, name)}
                value={draft[name]}
                set={(day) => set({ [name]: day })}
              />
            ))}
          </div>
        </>
      )}
      <TextField
        name="decided"
        label="Day of the decision"
        type="date"
        width="short"
        error={errorOf(errors, 'decided')}
        value={draft.decided}
        set={(decided) => set({ decided })}
      />
      <Reason kind="outcome" form={form} hint="For the desk alone." />
      <BroughtPapers
        papers={draft.documents}
        set={(documents) => set({ documents })}
        label="The paper of the decision"
        error={errorOf(errors, 'documents')}
      />
      {hasCode(form.trouble, 'paper_not_read') && (
        <PaperList view={view} papers={draft.documents} again={again} />
      )}
    </RecordForm>
  );
}
