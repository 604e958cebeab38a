import { Section, Unavailable } from '../kit/section.tsx';
import { Time } from '../kit/time.tsx';
import { sayAction, sayActor, sayDetail } from './say-event.ts';
import type { Read } from './use-demand.ts';

const FIRST = 12;

/** What happened, newest first, as the ledger has it. */
export function Timeline({ read: { events, isWhole } }: { read: Read }) {
  const newest = [...events].reverse();
  return (
    <Section id="ledger" title="Ledger">
      {isWhole === undefined && (
        <Unavailable what="The ledger could not be read just now. Load the page again." />
      )}
      {isWhole !== undefined && (
        <p class={isWhole ? 'muted' : 'overdue'}>
          {isWhole
            ? `${events.length} events; the chain of their hashes is whole.`
            : 'The chain of hashes is broken: decide on nothing, and call whoever runs the service.'}
        </p>
      )}
      <Events events={newest.slice(0, FIRST)} />
      {newest.length > FIRST && (
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">{newest.length - FIRST} earlier events</span>
          </summary>
          <Events events={newest.slice(FIRST)} />
        </details>
      )}
    </Section>
  );
}

const Events = ({ events }: Pick<Read, 'events'>) => (
  <ol class="timeline">
    {events.map((event) => (
      <li key={event.seq}>
        <p class="timeline__what">
          <strong>{sayAction(event.action)}</strong> by {sayActor(event.actor)}
        </p>
        <p class="muted">
          <Time at={event.at} />
          {sayDetail(event) !== '' && <>; {sayDetail(event)}</>}
        </p>
      </li>
    ))}
  </ol>
);
