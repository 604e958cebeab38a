import { useHere } from '../../api/api-context.ts';
import { given } from '../../api/client.ts';
import { Done } from '../../kit/done.tsx';
import { Checkboxes, Radios, TextField } from '../../kit/fields.tsx';
import { errorOf, Loading, TroubleBox } from '../../kit/states.tsx';
import { BackToDemand } from '../of-demand.tsx';
import { type Brought, BroughtPapers } from './brought-papers.tsx';
import { useObjectionKinds } from './objection-kinds.ts';
import { PartOfDemand, partOf } from './part-of-demand.tsx';
import { RecordForm } from './record-form.tsx';
import { missing, type RecordProps, useRecord } from './use-record.ts';

const texts: readonly string[] = [];
const EMPTY = {
  kind: '',
  grounds: texts,
  before: '',
  brought: '',
  extendedTo: '',
  items: texts,
  targets: texts,
  documents: [] as readonly Brought[],
};
const FIELDS = { no_such_objection_kind: 'kind', no_such_ground: 'grounds', widens: 'items' };

/** What was brought against the demand before a court or an authority. What it is about is held while it is open. */
export function ObjectionForm({ view, again }: RecordProps) {
  const { api } = useHere();
  const law = useObjectionKinds(view.instrument);
  const form = useRecord(`objection:${view.id}`, EMPTY, FIELDS);
  const { draft, set, errors } = form;
  if (form.isDone)
    return (
      <Done title="The objection is recorded">
        <p>What it is about is neither approved nor released while it is open.</p>
        <BackToDemand id={view.id} />
      </Done>
    );
  if (!law.value)
    return law.trouble ? (
      <TroubleBox trouble={law.trouble} again={law.again} />
    ) : (
      <Loading what="Reading the law" />
    );
  if (law.value.length === 0)
    return <p>The rulebook knows of no objection to a demand of this instrument.</p>;
  const chosen = law.value.find(({ id }) => id === draft.kind);
  const grounds = draft.grounds.filter((one) => chosen?.grounds.some(({ id }) => id === one));
  const submit = () =>
    form.send(
      [
        ...missing(!chosen, 'kind', 'Choose what was brought'),
        ...missing(chosen !== undefined && grounds.length === 0, 'grounds', 'Tick at least one ground'),
        ...missing(draft.before.trim() === '', 'before', 'Name the court or authority'),
        ...missing(draft.brought === '', 'brought', 'Give the day on which it was brought'),
        ...missing(draft.documents.length === 0, 'documents', 'Choose the paper by which it was brought'),
      ],
      () =>
        given(
          api.POST('/demands/{id}/objections', {
            params: { path: { id: view.id } },
            body: {
              kind: draft.kind,
              grounds: [...grounds],
              before: draft.before.trim(),
              brought: draft.brought,
              ...(draft.extendedTo === '' ? {} : { extendedTo: draft.extendedTo }),
              ...partOf(draft),
              documents: [...draft.documents],
            },
          }),
        ),
    );
  return (
    <RecordForm form={form} submit={submit} again={again} button="Record the objection">
      <Radios
        name="kind"
        label="What was brought?"
        error={errorOf(errors, 'kind')}
        value={draft.kind}
        set={(kind) => set({ kind })}
        choices={law.value.map(({ id, title, cite, says }) => ({
          value: id,
          label: title,
          hint: `${says} ${cite}`,
        }))}
      />
      {chosen && (
        <Checkboxes
          name="grounds"
          label="On which grounds?"
          error={errorOf(errors, 'grounds')}
          values={grounds}
          set={(next) => set({ grounds: next })}
          choices={chosen.grounds.map(({ id, says, cite }) => ({ value: id, label: says, hint: cite }))}
        />
      )}
      <TextField
        name="before"
        label="Before which court or authority?"
        error={errorOf(errors, 'before')}
        maxLength={300}
        value={draft.before}
        set={(before) => set({ before })}
      />
      <TextField
        name="brought"
        label="Day on which it was brought"
        type="date"
        width="short"
        error={errorOf(errors, 'brought')}
        value={draft.brought}
        set={(brought) => set({ brought })}
      />
      <TextField
        name="extendedTo"
        label="Last day for it, where that was put off (optional)"
        type="date"
        width="short"
        error={errorOf(errors, 'extendedTo')}
        value={draft.extendedTo}
        set={(extendedTo) => set({ extendedTo })}
      />
      <PartOfDemand
        view={view}
        draft={draft}
        set={set}
        items="What is it about?"
        targets="Whom is it about?"
        hint="Tick nothing where it is about all of the demand."
        error={errorOf(errors, 'items')}
      />
      <BroughtPapers
        papers={draft.documents}
        set={(documents) => set({ documents })}
        label="Its paper"
        error={errorOf(errors, 'documents')}
      />
    </RecordForm>
  );
}
