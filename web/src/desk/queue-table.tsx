import type { DemandSummary } from '../api/client.ts';
import { Tag } from '../kit/tag.tsx';
import { DueTime, sayDistance, Time } from '../kit/time.tsx';
import { type Law, useLaw } from '../law/rulebook.ts';
import type { Session } from '../session/session.ts';
import { useSession } from '../session/use-session.ts';
import { StatusTag, sayDanger, sayName } from './say-status.tsx';

type Claim = (id: string, action: 'claim' | 'give-back') => void;
type Props = { demands: readonly DemandSummary[]; claim: Claim; caption: string };

const WAITS: Record<NonNullable<DemandSummary['waits']>[number], string> = {
  order: 'Order of silence to decide on',
  comment: 'Comment to answer',
  debt: 'Owes legal process',
  'look-back': 'To be looked back at',
};

/** A row for each demand; on a telephone each is a card. */
export function QueueTable({ demands, claim, caption }: Props) {
  // Once for all rows: each would ask for itself, and be drawn again with the answer.
  const law = useLaw();
  const { session } = useSession();
  return (
    <table class="govuk-table stack queue">
      <caption class="govuk-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {['Reference', 'Authority', 'Instrument', 'Due', 'Holder', 'Status'].map((title) => (
            <th scope="col" key={title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {demands.map((demand) => (
          <Row key={demand.id} demand={demand} claim={claim} law={law} session={session} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { demand: DemandSummary; claim: Claim; law: Law; session: Session | undefined };

function Row({ demand, claim, law, session }: RowProps) {
  const { id, authorityId, country, instrument, danger, atCounsel, waits = [] } = demand;
  const danger_ = sayDanger(danger);
  return (
    <tr>
      <th scope="row" data-label="Reference">
        <a class="govuk-link" href={`/desk/demands/${id}`} data-id={id}>
          {sayName(demand)}
        </a>
        {danger_ !== undefined && (
          <div>
            <Tag tone="danger">{danger_}</Tag>
          </div>
        )}
      </th>
      <td data-label="Authority">
        {authorityId} <span class="muted">{country}</span>
      </td>
      <td data-label="Instrument">{law.instrument(instrument)}</td>
      <td data-label="Due">
        <Due demand={demand} />
      </td>
      <td data-label="Holder">
        <Holder demand={demand} claim={claim} session={session} />
      </td>
      <td data-label="Status">
        <StatusTag {...demand} />
        {demand.outcome !== undefined && <div class="muted">checks: {demand.outcome}</div>}
        {atCounsel && <div class="muted">at counsel</div>}
        {waits.map((one) => (
          <div class="muted" key={one}>
            {WAITS[one]}
          </div>
        ))}
      </td>
    </tr>
  );
}

function Due({ demand: { due, filedAt } }: { demand: DemandSummary }) {
  const now = Date.now();
  if (due === undefined)
    return (
      <span class="muted">
        no day by law; filed <Time at={filedAt} />
      </span>
    );
  const isOver = Date.parse(due) <= now;
  return (
    <>
      <DueTime at={due} />
      <div class={isOver ? 'overdue' : 'muted'}>
        {isOver ? 'overdue: ' : ''}
        {sayDistance(due, now)}
      </div>
    </>
  );
}

function Holder({ demand, claim, session }: Omit<RowProps, 'law'>) {
  const { id, claim: held, status } = demand;
  const isMine = held?.by === session?.subject;
  const canHold = session?.role !== undefined && !session.role.endsWith('auditor');
  const isOpen = status === 'awaiting-review' || status === 'awaiting-release' || status === 'failed';
  return (
    <>
      {held ? (
        <>
          {isMine ? 'you' : held.by}
          <div class="muted">
            until <Time at={held.until} />
          </div>
        </>
      ) : (
        <span class="muted">nobody</span>
      )}
      {canHold && isOpen && (!held || isMine) && (
        <div class="no-print">
          <button
            type="button"
            class="link-button"
            onClick={() => claim(id, isMine && held ? 'give-back' : 'claim')}
          >
            {isMine && held ? 'Give back' : 'Claim'}
            <span class="govuk-visually-hidden"> {sayName(demand)}</span>
          </button>
        </div>
      )}
    </>
  );
}
