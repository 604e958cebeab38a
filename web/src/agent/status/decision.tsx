import type { components } from '../../../../examples/client/schema.d.ts';
import type { AgentView } from '../../api/client.ts';
import { Section } from '../../kit/section.tsx';
import { DueTime, Time } from '../../kit/time.tsx';
import { useLaw } from '../../law/rulebook.ts';

type Finding = components['schemas']['Finding'];

const SAID = {
  approve: 'Granted',
  refuse: 'Refused',
  redirect: 'This is for somebody else to answer',
} as const;

/** What was decided, what of the demand was taken away, why, and by which law. */
export function Decision({ view }: { view: AgentView }) {
  const law = useLaw();
  const { decided, released, demand, paper } = view;
  if (!decided)
    return (
      <Section id="decision" title="Decision">
        <p>Nobody has decided yet.</p>
        {paper.due !== undefined && (
          <p>
            By the paper the answer is due by <DueTime at={paper.due} />.
          </p>
        )}
        <Findings title="What the rulebook says of the paper" findings={paper.findings.filter(stands)} />
      </Section>
    );
  const isGranted = decided.decision === 'approve';
  const items = isGranted ? demand.data.filter((one) => !covers(decided.items, one)) : [];
  const targets = isGranted ? demand.targets.filter((_, index) => !decided.targets.includes(index)) : [];
  const isLess = items.length > 0 || targets.length > 0;
  return (
    <Section id="decision" title="Decision">
      <p>
        <strong>{isLess ? 'Granted in part' : SAID[decided.decision]}</strong>, <Time at={decided.at} />
      </p>
      <Because because={decided.because} />
      {isGranted && (
        <>
          <h3 class="govuk-heading-s">Granted</h3>
          <ul class="govuk-list govuk-list--bullet">
            {decided.items.map((item) => (
              <li key={item}>{law.item(item)}</li>
            ))}
          </ul>
        </>
      )}
      {isLess && (
        <>
          <h3 class="govuk-heading-s">Removed</h3>
          <ul class="govuk-list govuk-list--bullet">
            {items.map((item) => (
              <li key={item}>{law.item(item)}</li>
            ))}
            {targets.map(({ type, value }) => (
              <li key={type + value} class="as-written">
                {value}
              </li>
            ))}
          </ul>
        </>
      )}
      <Findings
        title={isGranted && !isLess ? 'What the rulebook says of the paper' : 'The law behind it'}
        findings={paper.findings.filter(stands)}
      />
      {released?.decision === 'refuse' && (
        <>
          <p>
            <strong>The package was not released</strong>, <Time at={released.at} />
          </p>
          <Because because={released.because} />
        </>
      )}
    </Section>
  );
}

/** Whether an item that was asked is among those granted: itself, its family, or a part of it. */
const covers = (granted: readonly string[], item: string): boolean =>
  granted.some((one) => one === item || item.startsWith(`${one}.`) || one.startsWith(`${item}.`));

const stands = ({ outcome }: Finding): boolean => !['pass', 'not-applicable', 'note'].includes(outcome);

type Told = NonNullable<AgentView['decided']>['because'];

/** In the rulebook's words and in the desk's own; in the authority's language, where the rulebook has it. */
export function Because({ because }: { because: Told }) {
  if (!because) return null;
  return (
    <blockquote class="told" lang={because.locale}>
      <p class="as-written">{because.says}</p>
      {because.text !== undefined && <p class="as-written">{because.text}</p>}
    </blockquote>
  );
}

function Findings({ title, findings }: { title: string; findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <>
      <h3 class="govuk-heading-s">{title}</h3>
      <ul class="govuk-list govuk-list--bullet">
        {findings.map(({ check, explanation, cite }) => (
          <li key={check}>
            {explanation} <span class="muted">{cite}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
