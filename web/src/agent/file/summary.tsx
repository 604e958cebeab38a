import type { ComponentChildren } from 'preact';
import { saySize } from '../../kit/say.ts';
import { sayTime } from '../../kit/time.tsx';
import { type FilingDraft, inUtc } from './filing-draft.ts';
import type { Needs } from './needs.ts';
import { sayOffice } from './paper-fields.tsx';
import { addressOf } from './step-props.ts';
import { type Step, TITLES } from './steps.ts';
import { sayKind } from './targets-step.tsx';

/** The answers as they will be filed, each with a way back to it. */
export function Summary({ draft, needs }: { draft: FilingDraft; needs: Needs }) {
  return (
    <dl class="govuk-summary-list">
      <Row step="instrument">
        {needs.title}, {needs.citation}
      </Row>
      {needs.asksDanger && draft.danger !== '' && (
        <Row step="danger">
          {sayOffice(draft.danger)}
          <p class="as-written">{draft.reasons}</p>
          {draft.askFor !== '' && <p>When we call, we ask for {draft.askFor}.</p>}
        </Row>
      )}
      <Row step="targets">
        {draft.targets
          .filter(({ value }) => value.trim() !== '')
          .map(({ type, value, at }) => (
            <div key={type + value + at} class="as-written">
              {sayKind(type)}: {value}
              {at !== '' && `, at ${sayTime(inUtc(at))}`}
            </div>
          ))}
      </Row>
      <Row step="items">
        {itemTitles(draft, needs).map((title) => (
          <div key={title}>{title}</div>
        ))}
      </Row>
      <Row step="period">
        {draft.from === '' ? 'No period' : `${sayTime(draft.from)} to ${sayTime(draft.to)}, in UTC`}
        {needs.asksDays && draft.days !== '' && <div>Runs for {draft.days} days</div>}
      </Row>
      <Row step="paper">
        <div>{draft.reference === '' ? 'No reference' : `Reference ${draft.reference}`}</div>
        <div>{draft.authorityName}</div>
        <div>Made by {sayOffice(draft.issuerRole)}</div>
        <div>{draft.signerRole === '' ? 'Signed by nobody' : `Signed by ${sayOffice(draft.signerRole)}`}</div>
        {draft.papers.length === 0 ? (
          <div>No paper was uploaded</div>
        ) : (
          draft.papers.map(({ sha256, title, size }) => (
            <div key={sha256}>
              {title}, {saySize(size)}
            </div>
          ))
        )}
      </Row>
    </dl>
  );
}

function Row({ step, children }: { step: Step; children: ComponentChildren }) {
  return (
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{TITLES[step]}</dt>
      <dd class="govuk-summary-list__value">{children}</dd>
      <dd class="govuk-summary-list__actions">
        <a class="govuk-link" href={addressOf(step)}>
          Change<span class="govuk-visually-hidden"> {TITLES[step]}</span>
        </a>
      </dd>
    </div>
  );
}

const itemTitles = ({ data }: FilingDraft, { families }: Needs): readonly string[] =>
  families.flatMap(({ id, title, items }) => [
    ...(data.includes(id) ? [items.length > 0 ? `${title}: all of it` : title] : []),
    ...items.filter((item) => data.includes(item.id)).map((item) => `${title}: ${item.title}`),
  ]);
