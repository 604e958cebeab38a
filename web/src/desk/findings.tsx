import { useHere } from '../api/api-context.ts';
import type { DemandView, Finding } from '../api/client.ts';
import { sayCode } from '../kit/say.ts';
import { Section, Unavailable } from '../kit/section.tsx';
import { Tag, type Tone } from '../kit/tag.tsx';
import { sayTime } from '../kit/time.tsx';
import { useLaw } from '../law/rulebook.ts';

type Outcome = Finding['outcome'];

/** Worst first. */
const ORDER: readonly Outcome[] = [
  'fail',
  'hold',
  'redirect',
  'suspend',
  'refer',
  'drop',
  'note',
  'pass',
  'not-applicable',
];
const SAID: Record<Outcome, { says: string; tone: Tone }> = {
  fail: { says: 'Fails', tone: 'danger' },
  hold: { says: 'Holds it', tone: 'danger' },
  redirect: { says: 'Elsewhere', tone: 'caution' },
  suspend: { says: 'Suspends it', tone: 'caution' },
  refer: { says: 'You decide', tone: 'caution' },
  drop: { says: 'Takes away', tone: 'caution' },
  note: { says: 'Note', tone: 'plain' },
  pass: { says: 'Met', tone: 'done' },
  'not-applicable': { says: 'Not in question', tone: 'plain' },
};

export const sortFindings = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome));

/** What the rulebook found, worst first, each with its law. What is met, or not in question, is folded away. */
export function Findings({ view }: { view: DemandView }) {
  const { determination } = view;
  const law = useLaw();
  if (!determination)
    return (
      <Section id="findings" title="Findings">
        <Unavailable what="The checks of this round are not done. They take seconds." />
      </Section>
    );
  const all = sortFindings(determination.findings);
  const pressing = all.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'not-applicable');
  const met = all.filter(({ outcome }) => outcome === 'pass');
  const others = all.filter(({ outcome }) => outcome === 'not-applicable');
  const { outcome, authorised, notice, keptUntil } = determination;
  return (
    <Section id="findings" title="Findings">
      <p>
        The checks came to <strong>{sayCode(outcome).toLowerCase()}</strong>
        {authorised.length > 0 ? '. The law gives, at most:' : '. The law gives nothing of it.'}
      </p>
      {authorised.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {authorised.map((item) => (
            <li key={item}>
              {law.item(item)} <code>{item}</code>
            </li>
          ))}
        </ul>
      )}
      <p class="muted">
        Customer: {sayCode(notice.regime).toLowerCase()}
        {notice.until ? ` until ${sayTime(notice.until)}` : ''}.
        {keptUntil ? ` Kept until ${sayTime(keptUntil)}.` : ''}
      </p>
      {pressing.length === 0 && <p>Nothing speaks against it: every rule in question is met.</p>}
      <FindingList findings={pressing} instrument={view.instrument} />
      <Folded title={`${met.length} rules met`} findings={met} instrument={view.instrument} />
      <Folded
        title={`${others.length} rules not in question`}
        findings={others}
        instrument={view.instrument}
      />
    </Section>
  );
}

type ListProps = { findings: readonly Finding[]; instrument: string };

function Folded({ title, ...list }: ListProps & { title: string }) {
  if (list.findings.length === 0) return null;
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{title}</span>
      </summary>
      <FindingList {...list} />
    </details>
  );
}

function FindingList({ findings, instrument }: ListProps) {
  const { config } = useHere();
  return (
    <ul class="findings">
      {findings.map(({ check, outcome, explanation, cite, reason }) => (
        <li key={`${check} ${explanation}`}>
          <p>
            <Tag tone={SAID[outcome].tone}>{SAID[outcome].says}</Tag> {explanation}
          </p>
          <p class="muted">
            <a class="govuk-link" href={`${config.api}/rulebook/${instrument}#${encodeURIComponent(check)}`}>
              {cite}
            </a>
            {reason !== undefined && (
              <>
                {' '}
                <code>{reason}</code>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
