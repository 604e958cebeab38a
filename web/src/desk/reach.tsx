import { useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { type Api, type DemandView, given } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { sayCount } from '../kit/say.ts';
import { Section } from '../kit/section.tsx';
import { Loading, TroubleBox } from '../kit/states.tsx';
import { useLaw } from '../law/rulebook.ts';

/** What a choice among items, targets, accounts and time leaves; of what is absent, all. */
export type Chosen = {
  items?: readonly string[];
  targets?: readonly number[];
  accounts?: readonly string[];
  period?: { from: string; to: string };
};
type Counted = Awaited<ReturnType<typeof countReach>>;

/** What the scope would reach, in counts, before anybody approves. Counting is told to the ledger, so it is asked for. */
export function Reach({ view }: { view: DemandView }) {
  const [isAsked, setAsked] = useState(false);
  return (
    <Section id="reach" title="Reach">
      {isAsked ? (
        <Counts id={view.id} />
      ) : (
        <>
          <p>
            How many records the scope would reach, by service and month. No record is shown. The ledger keeps
            that you counted.
          </p>
          <button
            type="button"
            class="govuk-button govuk-button--secondary no-print"
            onClick={() => setAsked(true)}
          >
            Count the reach
          </button>
        </>
      )}
    </Section>
  );
}

/** The counts of one choice. The answer to the choice before stays until the next is there. */
export function Counts({ id, chosen = {} }: { id: string; chosen?: Chosen }) {
  const { api } = useHere();
  const { value, trouble, isLoading, again } = useAnswer(
    (signal) => countReach(api, id, chosen, signal),
    [id, JSON.stringify(chosen)],
  );
  if (trouble) return <TroubleBox trouble={trouble} again={again} />;
  if (!value) return <Loading what="Counting" />;
  return (
    <div class={isLoading ? 'is-old' : ''}>
      <ReachTable reach={value} />
    </div>
  );
}

export const countReach = (
  api: Api,
  id: string,
  { items, targets, accounts, period }: Chosen,
  signal?: AbortSignal,
) =>
  given(
    api.GET('/demands/{id}/reach', {
      params: {
        path: { id },
        query: {
          ...(items ? { items: [...items] } : {}),
          ...(targets ? { targets: [...targets] } : {}),
          ...(accounts ? { accounts: [...accounts] } : {}),
          ...(period ? { period: `${period.from}/${period.to}` } : {}),
        },
      },
      ...(signal ? { signal } : {}),
    }),
  );

function ReachTable({ reach }: { reach: Counted }) {
  const law = useLaw();
  const accounts = new Set(reach.accounts.map(({ account }) => account)).size;
  return (
    <>
      <p role="status">
        <strong>{sayCount(reach.records, 'record')}</strong> of{' '}
        {reach.next ? `more than ${sayCount(accounts, 'account')}` : sayCount(accounts, 'account')}
        {reach.isComplete ? '.' : ', as far as it is frozen: the count is not complete.'}
      </p>
      <table class="govuk-table stack">
        <caption class="govuk-visually-hidden">Records by service, item and month</caption>
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">Item</th>
            <th scope="col">By month</th>
            <th scope="col" class="number">
              Records
            </th>
          </tr>
        </thead>
        <tbody>
          {reach.items.map(({ service, item, records, months, cut, isAtMost, missing }) => (
            <tr key={`${service} ${item}`}>
              <td data-label="Service">{service}</td>
              <th scope="row" data-label="Item">
                {law.item(item)}
              </th>
              <td data-label="By month">
                {months ? <Months months={months} cut={cut ?? []} /> : <span class="muted">has no time</span>}
                {missing !== undefined && missing > 0 && (
                  <div>not frozen of {sayCount(missing, 'account')}</div>
                )}
              </td>
              <td class="number" data-label="Records">
                {isAtMost && 'at most '}
                {records.toLocaleString('en')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {reach.notHeld.length > 0 && (
        <p>No service holds: {reach.notHeld.map((item) => law.item(item)).join('; ')}.</p>
      )}
      {reach.outOfTime.length > 0 && (
        <p>None of the time is left of: {reach.outOfTime.map((item) => law.item(item)).join('; ')}.</p>
      )}
    </>
  );
}

/** Bars from zero on one scale, each with its number; the numbers are text, so nothing hangs on the picture. */
function Months({ months, cut }: { months: Record<string, number>; cut: readonly string[] }) {
  const rows = Object.entries(months).sort(([one], [other]) => (one < other ? -1 : 1));
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return (
    <ul class="months">
      {rows.map(([month, count]) => (
        <li key={month}>
          <span>{month}</span>
          <meter min={0} max={most} value={count} aria-hidden="true" />
          <span>
            {count.toLocaleString('en')}
            {cut.includes(month) && ' (whole month)'}
          </span>
        </li>
      ))}
    </ul>
  );
}
