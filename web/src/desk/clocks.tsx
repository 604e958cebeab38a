import type { DemandView } from '../api/client.ts';
import { Section } from '../kit/section.tsx';
import { DueTime, sayDistance } from '../kit/time.tsx';
import { useLaw } from '../law/rulebook.ts';

type Clock = NonNullable<DemandView['clocks']>[number];

const AT_END: Record<Clock['atEnd'], string> = {
  escalate: 'then it rings until somebody acts',
  tell: 'then people here are told',
  ends: 'then it ends by itself',
};

/** The dates that somebody has to see to, the earliest first: the law and what follows. */
export function Clocks({ view }: { view: DemandView }) {
  const law = useLaw();
  const { clocks = [] } = view;
  const now = Date.now();
  return (
    <Section id="clocks" title="Clocks">
      {clocks.length === 0 && <p>No date is running.</p>}
      {clocks.length > 0 && (
        <table class="govuk-table stack">
          <caption class="govuk-visually-hidden">Dates that are running</caption>
          <thead>
            <tr>
              <th scope="col">Until</th>
              <th scope="col">What</th>
              <th scope="col">Law</th>
              <th scope="col">At its end</th>
            </tr>
          </thead>
          <tbody>
            {clocks.map(({ clock, cite, until, atEnd, to, missedAt }) => (
              <tr key={`${clock} ${until}`}>
                <th scope="row" data-label="Until">
                  <DueTime at={until} />
                  <div class={missedAt ? 'overdue' : 'muted'}>
                    {missedAt ? 'missed: ' : ''}
                    {sayDistance(until, now)}
                  </div>
                </th>
                <td data-label="What">{law.clock(clock)}</td>
                <td data-label="Law">{cite}</td>
                <td data-label="At its end">
                  {AT_END[atEnd]}
                  {to.length > 0 && `; for ${to.join(', ')}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
