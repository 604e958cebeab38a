import type { AgentView } from '../../api/client.ts';
import { Section } from '../../kit/section.tsx';
import { sayTime } from '../../kit/time.tsx';
import { useLaw } from '../../law/rulebook.ts';
import { sayKind } from '../file/targets-step.tsx';

/** What was asked for, as it was filed. */
export function Asked({ view: { demand, instrument } }: { view: AgentView }) {
  const law = useLaw();
  return (
    <Section id="asked" title="What you asked for">
      <dl class="govuk-summary-list">
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">Instrument</dt>
          <dd class="govuk-summary-list__value">
            <a class="govuk-link" href={`/rulebook/${instrument}`}>
              {law.instrument(instrument)}
            </a>
          </dd>
        </div>
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">Whose data</dt>
          <dd class="govuk-summary-list__value">
            {demand.targets.map(({ type, value, at }) => (
              <div key={type + value + at} class="as-written">
                {sayKind(type)}: {value}
                {at !== undefined && `, at ${sayTime(at)}`}
              </div>
            ))}
          </dd>
        </div>
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">Which data</dt>
          <dd class="govuk-summary-list__value">
            {demand.data.map((item) => (
              <div key={item}>{law.item(item)}</div>
            ))}
          </dd>
        </div>
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">Of which time</dt>
          <dd class="govuk-summary-list__value">
            {demand.period ? `${sayTime(demand.period.from)} to ${sayTime(demand.period.to)}` : 'No period'}
          </dd>
        </div>
        {(demand.documents ?? []).map(({ sha256, title }) => (
          <div class="govuk-summary-list__row" key={sha256}>
            <dt class="govuk-summary-list__key">Paper</dt>
            <dd class="govuk-summary-list__value">
              {title}
              <div class="muted">
                SHA-256 <code>{sha256}</code>
              </div>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
