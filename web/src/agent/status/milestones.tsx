import type { components } from '../../../../examples/client/schema.d.ts';
import { type Api, given } from '../../api/client.ts';
import { sayCode } from '../../kit/say.ts';
import { Section, Unavailable } from '../../kit/section.tsx';
import { Time } from '../../kit/time.tsx';

export type Milestone = components['schemas']['AgentEvent'];

export async function readMilestones(api: Api, id: string): Promise<readonly Milestone[]> {
  const page = await given(api.GET('/demands/{id}/events', { params: { path: { id } } }));
  return 'chain' in page ? [] : page.milestones;
}

const SAID: Readonly<Record<Milestone['event'], string>> = {
  filed: 'Filed',
  asked: 'You were asked a question',
  clarified: 'A question was answered',
  commented: 'A message was written',
  decided: 'Decided',
  available: 'The package is ready',
  fetched: 'The package was fetched',
  received: 'Receipt was confirmed',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
};

export function Milestones({ events }: { events: readonly Milestone[] | undefined }) {
  return (
    <Section id="timeline" title="What happened">
      {events === undefined ? (
        <Unavailable what="The history could not be read just now. Look again." />
      ) : (
        <ol class="timeline">
          {[...events].reverse().map(({ number, event, at, by, conclusion }) => (
            <li key={number}>
              <strong>{SAID[event] ?? sayCode(event)}</strong>
              {by !== undefined && `, by ${by}`}
              {conclusion !== undefined && `: ${sayCode(conclusion).toLowerCase()}`}
              {at !== undefined && (
                <p class="muted">
                  <Time at={at} />
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
