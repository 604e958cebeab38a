import { useHere } from '../../api/api-context.ts';
import { type DemandView, given, type paths } from '../../api/client.ts';
import { Done } from '../../kit/done.tsx';
import { Radios, Select, TextField } from '../../kit/fields.tsx';
import { errorOf } from '../../kit/states.tsx';
import { BackToDemand } from '../of-demand.tsx';
import { type Brought, BroughtPapers } from './brought-papers.tsx';
import { RecordForm } from './record-form.tsx';
import { sayOrder } from './say-order.ts';
import { filled, missing, type RecordProps, useRecord } from './use-record.ts';

type Body = paths['/demands/{id}/secrecy']['post']['requestBody']['content']['application/json'];
type Order = Extract<Body, { order: unknown }>['order'];

const EMPTY = {
  kind: '',
  of: '0',
  concerns: '',
  basis: '',
  orderedBy: 'court',
  issued: '',
  until: '',
  documents: [] as readonly Brought[],
};
type Draft = typeof EMPTY;

const KINDS = [
  { value: 'ordered', label: 'It orders silence', hint: 'It is heeded at once.' },
  { value: 'renewed', label: 'It prolongs a silence', hint: 'It is heeded at once.' },
  { value: 'shortened', label: 'It shortens a silence', hint: 'It counts once another reviewer accepts it.' },
  { value: 'lifted', label: 'It ends a silence', hint: 'It counts once another reviewer accepts it.' },
  { value: 'challenged', label: 'The silence is before a court', hint: 'Nothing changes by it alone.' },
] as const;
const BY = [
  { value: 'court', label: 'A court' },
  { value: 'agency', label: 'The agency itself' },
  { value: 'statute', label: 'The law itself' },
  { value: 'none', label: 'Nobody: it is only asked for' },
] as const;
const FIELDS = {
  order_of_other_demand: 'concerns',
  order_ends_before_it_begins: 'until',
  order_has_ended: 'until',
  order_precedes: 'issued',
  does_not_prolong: 'until',
  does_not_shorten: 'until',
  renews_an_ended_order: 'of',
  no_such_order: 'of',
  order_replaced: 'of',
};

/** An order about the demand's silence that came after its paper, such as of a court. */
export function OrderForm({ view, again }: RecordProps) {
  const { api } = useHere();
  const form = useRecord(`order:${view.id}`, { ...EMPTY, concerns: view.reference ?? view.id }, FIELDS);
  const { draft, set, errors } = form;
  if (form.isDone)
    return (
      <Done title="The order is recorded">
        <p>Another reviewer reads it and decides whether it is heeded.</p>
        <BackToDemand id={view.id} />
      </Done>
    );
  const submit = () => {
    const order = orderOf(draft);
    form.send(faultsOf(draft), async () => {
      if (order)
        await given(
          api.POST('/demands/{id}/secrecy', { params: { path: { id: view.id } }, body: { order } }),
        );
    });
  };
  return (
    <RecordForm form={form} submit={submit} again={again} button="Record the order">
      <Radios
        name="kind"
        label="What does the order say?"
        error={errorOf(errors, 'kind')}
        value={draft.kind}
        set={(kind) => set({ kind })}
        choices={KINDS}
      />
      {draft.kind !== '' && draft.kind !== 'ordered' && (
        <Select
          name="of"
          label="Which silence does it change?"
          error={errorOf(errors, 'of')}
          value={draft.of}
          set={(of) => set({ of })}
          choices={silencesOf(view)}
        />
      )}
      <TextField
        name="concerns"
        label="Which case or reference does it name?"
        hint="As its paper has it"
        error={errorOf(errors, 'concerns')}
        maxLength={200}
        value={draft.concerns}
        set={(concerns) => set({ concerns })}
      />
      <Select
        name="orderedBy"
        label="Who ordered it?"
        error={errorOf(errors, 'orderedBy')}
        value={draft.orderedBy}
        set={(orderedBy) => set({ orderedBy })}
        choices={BY}
      />
      <TextField
        name="basis"
        label="Provision that it rests on"
        hint="Leave empty where the paper names none."
        error={errorOf(errors, 'basis')}
        maxLength={200}
        value={draft.basis}
        set={(basis) => set({ basis })}
      />
      <div class="period">
        <TextField
          name="issued"
          label="Day of the order"
          type="date"
          width="short"
          error={errorOf(errors, 'issued')}
          value={draft.issued}
          set={(issued) => set({ issued })}
        />
        {['ordered', 'renewed', 'shortened'].includes(draft.kind) && (
          <TextField
            name="until"
            label={draft.kind === 'shortened' ? 'Last day of silence' : 'Last day of silence, if it has one'}
            type="date"
            width="short"
            error={errorOf(errors, 'until')}
            value={draft.until}
            set={(until) => set({ until })}
          />
        )}
      </div>
      <BroughtPapers
        papers={draft.documents}
        set={(documents) => set({ documents })}
        label="The paper of the order"
        error={errorOf(errors, 'documents')}
      />
    </RecordForm>
  );
}

const silencesOf = ({ orders = [] }: DemandView) => [
  { value: '0', label: 'That of the demand’s own paper' },
  ...orders
    .filter(({ kind }) => kind === 'ordered' || kind === 'renewed')
    .map((one) => ({ value: String(one.order), label: sayOrder(one) })),
];

const faultsOf = ({ kind, concerns, issued, until, documents }: Draft) => [
  ...missing(kind === '', 'kind', 'Choose what the order says'),
  ...missing(concerns.trim() === '', 'concerns', 'Write the case or reference that it names'),
  ...missing(issued === '', 'issued', 'Give the day of the order'),
  ...missing(kind === 'shortened' && until === '', 'until', 'Give the last day of silence'),
  ...missing(documents.length === 0, 'documents', 'Choose the paper of the order'),
];

function orderOf(draft: Draft): Order | undefined {
  const kind = KINDS.find(({ value }) => value === draft.kind)?.value;
  const about = {
    concerns: draft.concerns.trim(),
    basis: draft.basis.trim(),
    orderedBy: BY.find(({ value }) => value === draft.orderedBy)?.value ?? 'court',
    issued: draft.issued,
    documents: [...draft.documents],
  };
  const of = Number(draft.of);
  switch (kind) {
    case 'ordered':
      return { kind, ...about, ...filled('until', draft.until) };
    case 'renewed':
      return { kind, of, ...about, ...filled('until', draft.until) };
    case 'shortened':
      return { kind, of, ...about, until: draft.until };
    case 'lifted':
    case 'challenged':
      return { kind, of, ...about };
    default:
      return undefined;
  }
}
