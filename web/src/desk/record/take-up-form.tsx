import { useHere } from '../../api/api-context.ts';
import { type DemandView, given, type LedgerEvent } from '../../api/client.ts';
import { Done } from '../../kit/done.tsx';
import { Checkboxes, Radios } from '../../kit/fields.tsx';
import { sayCode } from '../../kit/say.ts';
import { errorOf } from '../../kit/states.tsx';
import { useSession } from '../../session/use-session.ts';
import { chosenBy, EMPTY as NOTHING_CHOSEN, reasonKind } from '../decide-draft.ts';
import { Narrow } from '../narrow.tsx';
import { BackToDemand } from '../of-demand.tsx';
import { ReadElsewhere } from '../read-elsewhere.tsx';
import { notShownPapers } from '../you-opened.tsx';
import { BroughtPapers } from './brought-papers.tsx';
import { Reason, RecordForm } from './record-form.tsx';
import { filled, missing, type RecordProps, useRecord } from './use-record.ts';

const texts: readonly string[] = [];
const EMPTY = {
  ...NOTHING_CHOSEN,
  action: '',
  readAgain: texts,
  services: texts,
};
const ACTIONS = [
  { value: 'retry', label: 'Try it again', hint: 'What was read is used where it still stands.' },
  { value: 'leave-out', label: 'Leave a service out', hint: 'The authority is told why it gets less.' },
  { value: 'narrow', label: 'Give less', hint: 'Fewer items, targets or accounts, or a shorter time.' },
  { value: 'refuse', label: 'Refuse', hint: 'The authority is told why.' },
] as const;
const FIELDS = {
  reason_missing: 'reason',
  reason_of_another_decision: 'reason',
  no_paper_served: 'documents',
  widens: 'items',
  nothing_new: 'action',
  nothing_approved: 'action',
  package_sealed: 'action',
  already_released: 'action',
  refused_already: 'action',
  withdrawn: 'action',
};

/** A demand that failed is taken up by a person: as it was, with less, or to refuse it. */
export function TakeUpForm({ view, events, again }: RecordProps & { events: readonly LedgerEvent[] }) {
  const { api } = useHere();
  const { session } = useSession();
  const form = useRecord(`take-up:${view.id}`, EMPTY, FIELDS);
  const { draft, set, errors } = form;
  if (form.isDone)
    return (
      <Done title="The demand is taken up">
        <p>It goes on within a minute or two.</p>
        <BackToDemand id={view.id} />
      </Done>
    );
  if (view.status !== 'failed') return <p>It has not failed, so there is nothing to take up.</p>;
  const approved = asApproved(view);
  const services = servicesIn(events);
  const notShown = notShownPapers(view, session?.subject);
  const hasPaper = (view.demand.documents ?? []).length > 0;
  const chosen = chosenBy(draft, approved);
  const kinds = {
    retry: 'retry',
    refuse: 'refuse',
    'leave-out': 'narrow',
    narrow: reasonKind('approve', chosen),
  };
  const action = ACTIONS.find(({ value }) => value === draft.action)?.value;
  const submit = () => {
    const why = {
      on: view.matter,
      ...filled('reason', draft.reason),
      ...filled('text', draft.text),
      ...read([...draft.readElsewhere, ...draft.served.map(({ sha256 }) => sha256)]),
    };
    form.send(
      [
        ...missing(!action, 'action', 'Choose how it goes on'),
        ...missing(
          action === 'leave-out' && draft.services.length === 0,
          'services',
          'Tick the service to leave out',
        ),
        ...missing(
          action === 'narrow' && Object.keys(chosen).length === 0,
          'items',
          'Untick what is not given',
        ),
        ...missing(action !== undefined && draft.reason === '', 'reason', 'Choose the reason'),
      ],
      () => given(api.POST('/demands/{id}/resume', { params: { path: { id: view.id } }, body: bodyOf(why) })),
    );
  };
  const bodyOf = <W extends { on: number }>(why: W) => {
    switch (action) {
      case 'leave-out':
        return { action, ...why, services: [...draft.services] };
      case 'narrow':
        return { action, ...why, ...mutable(chosen) };
      case 'refuse':
        return { action, ...why };
      default:
        return {
          action: 'retry' as const,
          ...why,
          ...(draft.readAgain.length > 0 ? { readAgain: true } : {}),
        };
    }
  };
  return (
    <RecordForm
      form={form}
      submit={submit}
      again={again}
      button={action === 'refuse' ? 'Refuse the demand' : 'Take the demand up'}
      isWarning={action === 'refuse'}
    >
      <Radios
        name="action"
        label="How does it go on?"
        hint="Who takes it up had no part in it, and does not release it."
        error={errorOf(errors, 'action')}
        value={draft.action}
        set={(next) => set({ action: next, reason: '' })}
        choices={ACTIONS}
      />
      {action === 'retry' && (
        <Checkboxes
          name="readAgain"
          label="What was read before"
          values={draft.readAgain}
          set={(readAgain) => set({ readAgain })}
          choices={[{ value: 'yes', label: 'Read all of it again' }]}
        />
      )}
      {action === 'leave-out' && (
        <Checkboxes
          name="services"
          label="Which service is left out?"
          error={errorOf(errors, 'services')}
          values={draft.services}
          set={(next) => set({ services: next })}
          choices={services.map((value) => ({ value, label: sayCode(value) }))}
        />
      )}
      {action === 'narrow' && (
        <Narrow view={approved} draft={draft} set={set} errors={errors} isCounted={false} />
      )}
      <ReadElsewhere
        papers={notShown}
        read={draft.readElsewhere}
        set={(readElsewhere) => set({ readElsewhere })}
      />
      {!hasPaper && (
        <BroughtPapers
          papers={draft.served}
          set={(served) => set({ served })}
          label="The paper, if it came another way"
          error={errorOf(errors, 'documents')}
        />
      )}
      {action && (
        <Reason
          kind={kinds[action] ?? 'narrow'}
          form={form}
          hint={action === 'retry' ? 'For the desk alone.' : 'The authority reads it, in its language.'}
        />
      )}
    </RecordForm>
  );
}

/** What people had approved, as what there is to choose from: nothing more is given. */
const asApproved = (view: DemandView): DemandView =>
  view.review && view.determination
    ? {
        ...view,
        determination: { ...view.determination, authorised: view.review.items, targets: view.review.targets },
      }
    : view;

/** Services that the ledger names, of this demand. */
export const servicesIn = (events: readonly LedgerEvent[]): readonly string[] =>
  [
    ...new Set(events.flatMap(({ detail: { service } }) => (typeof service === 'string' ? [service] : []))),
  ].sort();

const read = (readElsewhere: string[]) => (readElsewhere.length > 0 ? { readElsewhere } : {});

/** The types of the API's bodies do not know of lists that are only read. */
const mutable = ({ items, targets, accounts, period }: ReturnType<typeof chosenBy>) => ({
  ...(items ? { items: [...items] } : {}),
  ...(targets ? { targets: [...targets] } : {}),
  ...(accounts ? { accounts: [...accounts] } : {}),
  ...(period ? { period } : {}),
});
