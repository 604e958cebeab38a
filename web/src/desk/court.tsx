import type { DemandView } from '../api/client.ts';
import { sayCode } from '../kit/say.ts';
import { Section } from '../kit/section.tsx';
import { Tag } from '../kit/tag.tsx';
import { sayTime, Time } from '../kit/time.tsx';
import { useSession } from '../session/use-session.ts';
import { sayOrder } from './record/say-order.ts';

/** What courts, authorities and counsel said about the demand, and what of it waits for somebody here. */
export function Court({ view }: { view: DemandView }) {
  const { session } = useSession();
  const { counsel = [], objections = [], orders = [] } = view;
  const isReviewer = session?.role?.endsWith('reviewer') === true;
  const to = (as: string, number?: number) =>
    `/desk/demands/${view.id}/record?as=${as}${number === undefined ? '' : `&n=${number}`}`;
  return (
    <Section id="court" title="Court and counsel">
      {counsel.length + objections.length + orders.length === 0 && (
        <p class="muted">Nothing was brought, ordered or asked.</p>
      )}
      <ul class="texts">
        {counsel.map(({ number, by, at, because, answer }) => (
          <li key={`counsel ${number}`}>
            <p>
              Counsel was asked by {by}, <Time at={at} />: {because.says ?? sayCode(because.reason)}
            </p>
            {because.text !== undefined && <p class="as-written">{because.text}</p>}
            {answer ? (
              <p class="as-written">
                {answer.counsel}: {answer.says}
              </p>
            ) : (
              <Waits to={isReviewer && view.status === 'awaiting-review' ? to('answer') : undefined}>
                Record counsel’s answer
              </Waits>
            )}
          </li>
        ))}
        {objections.map(({ objection, kind, before, brought, state, holds, outcome }) => (
          <li key={`objection ${objection}`}>
            <p>
              <Tag tone={state === 'open' ? 'caution' : 'plain'}>{sayCode(state)}</Tag> Objection {objection},{' '}
              {sayCode(kind).toLowerCase()}, before <span class="as-written">{before}</span>, brought{' '}
              {sayTime(brought)}
              {outcome && `, decided ${sayTime(outcome.decided)}`}. It holds {holds}.
            </p>
            {state === 'open' && (
              <Waits to={isReviewer ? to('outcome', objection) : undefined}>Record what came of it</Waits>
            )}
          </li>
        ))}
        {orders.map((order) => (
          <li key={`order ${order.order}`}>
            <p>
              <Tag tone={order.state === 'pending' ? 'caution' : 'plain'}>{sayCode(order.state)}</Tag>{' '}
              {sayOrder(order)}, brought by {order.by}.
            </p>
            {order.state === 'pending' && (
              <Waits
                to={isReviewer && order.by !== session?.subject ? to('decide-order', order.order) : undefined}
              >
                Decide on order {order.order}
              </Waits>
            )}
          </li>
        ))}
      </ul>
      {isReviewer && (
        <p class="no-print">
          <a class="govuk-link" href={to('objection')}>
            Record an objection
          </a>
          {' · '}
          <a class="govuk-link" href={to('order')}>
            Record an order about silence
          </a>
        </p>
      )}
    </Section>
  );
}

const Waits = ({ to, children }: { to: string | undefined; children: preact.ComponentChildren }) =>
  to === undefined ? (
    <p class="muted">It waits for a reviewer.</p>
  ) : (
    <p class="no-print">
      <a class="govuk-link" href={to}>
        {children}
      </a>
    </p>
  );
