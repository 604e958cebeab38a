import { useHere } from '../../api/api-context.ts';
import { given } from '../../api/client.ts';
import { Done } from '../../kit/done.tsx';
import { Radios } from '../../kit/fields.tsx';
import { errorOf } from '../../kit/states.tsx';
import { useSession } from '../../session/use-session.ts';
import { BackToDemand } from '../of-demand.tsx';
import { PaperList } from '../papers.tsx';
import { ReadElsewhere } from '../read-elsewhere.tsx';
import { notShownOf } from '../you-opened.tsx';
import { Reason, RecordForm } from './record-form.tsx';
import { sayOrder } from './say-order.ts';
import { filled, missing, type RecordProps, useRecord } from './use-record.ts';

const texts: readonly string[] = [];
const EMPTY = { decision: '', reason: '', text: '', readElsewhere: texts };
const DECISIONS = [
  { value: 'accept', label: 'Heed it' },
  { value: 'refuse', label: 'Do not heed it', hint: 'Its authority is told why.' },
] as const;
const FIELDS = {
  order_does_not_bind: 'decision',
  order_has_ended: 'decision',
  order_replaced: 'decision',
  reason_missing: 'reason',
  reason_of_another_decision: 'reason',
};

/** Whether an order that somebody else brought is heeded, by who has read its paper. */
export function DecideOrderForm({ view, again, number }: RecordProps & { number: number }) {
  const { api } = useHere();
  const { session } = useSession();
  const form = useRecord(`decide-order:${view.id}:${number}`, EMPTY, FIELDS);
  const { draft, set, errors } = form;
  const order = view.orders?.find((one) => one.order === number);
  if (form.isDone)
    return (
      <Done title="Your decision is recorded">
        <BackToDemand id={view.id} />
      </Done>
    );
  if (order?.state !== 'pending') return <p>No such order waits for a decision.</p>;
  const notShown = notShownOf(order.documents, view, session?.subject);
  const submit = () => {
    const decision = DECISIONS.find(({ value }) => value === draft.decision)?.value;
    const decide = {
      order: number,
      decision: decision ?? ('accept' as const),
      on: view.matter,
      reason: draft.reason,
      ...filled('text', draft.text),
      ...(draft.readElsewhere.length > 0 ? { readElsewhere: [...draft.readElsewhere] } : {}),
    };
    form.send(
      [
        ...missing(!decision, 'decision', 'Choose whether it is heeded'),
        ...missing(decision !== undefined && draft.reason === '', 'reason', 'Choose the reason'),
      ],
      () => given(api.POST('/demands/{id}/secrecy', { params: { path: { id: view.id } }, body: { decide } })),
    );
  };
  return (
    <>
      <p>
        {sayOrder(order)}. It names <span class="as-written">{order.concerns}</span>
        {order.basis === '' ? '' : ` and rests on ${order.basis}`}. {order.by} brought it.
      </p>
      <div class="reading">
        <PaperList view={view} papers={order.documents} again={again} />
      </div>
      <RecordForm form={form} submit={submit} again={again} button="Decide on the order">
        <ReadElsewhere
          papers={notShown}
          read={draft.readElsewhere}
          set={(readElsewhere) => set({ readElsewhere })}
        />
        <Radios
          name="decision"
          label="Is it heeded?"
          error={errorOf(errors, 'decision')}
          value={draft.decision}
          set={(decision) => set({ decision, reason: '' })}
          choices={DECISIONS}
        />
        {draft.decision !== '' && (
          <Reason
            kind={draft.decision === 'accept' ? 'heed' : 'disregard'}
            form={form}
            hint={draft.decision === 'accept' ? 'For the desk alone.' : 'Its authority reads it.'}
          />
        )}
      </RecordForm>
    </>
  );
}
