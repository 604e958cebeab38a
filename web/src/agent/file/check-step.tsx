import { useLocation } from 'preact-iso';
import type { components } from '../../../../examples/client/schema.d.ts';
import { useHere } from '../../api/api-context.ts';
import { given } from '../../api/client.ts';
import { hasCode } from '../../api/problem.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { sayCount } from '../../kit/say.ts';
import { Loading, TroubleBox } from '../../kit/states.tsx';
import { useSend } from '../../kit/use-send.ts';
import { placed, placeOfCheck } from './field-of.ts';
import { demandOf } from './filing-draft.ts';
import { addressOf, type StepProps } from './step-props.ts';
import { faultsOf, stepsFor } from './steps.ts';
import { Summary } from './summary.tsx';

type Finding = components['schemas']['Finding'];
type Missing = { says: string; law?: string; href?: string | undefined };

/** All answers on one page, what they lack by the rulebook, each with a way to its field, and the button that files. */
export function CheckStep({ draft, set, needs, clear }: StepProps & { clear: () => void }) {
  const { api } = useHere();
  const { route } = useLocation();
  const demand = demandOf(draft, needs);
  const unanswered = stepsFor(needs).flatMap((step) =>
    faultsOf(step, draft, needs).map(({ field, says }) => ({ says, href: addressOf(step, field) })),
  );
  const isWhole = unanswered.length === 0;
  const check = useAnswer(
    async (signal) =>
      isWhole ? given(api.POST('/validity', { body: withoutOurs(demand), signal })) : undefined,
    [JSON.stringify(demand), isWhole],
  );
  const filing = useSend<{ id: string }>();
  const file = () =>
    filing.send(async () => {
      const header = { 'idempotency-key': draft.key };
      const filed = await given(api.POST('/demands', { params: { header }, body: demand }));
      clear();
      route(`/agent/demands/${filed.id}?filed=1`);
      return filed;
    });
  const trouble = filing.trouble ?? check.trouble;
  const faults = trouble?.kind === 'problem' ? placed(trouble.faults) : [];
  const missing: readonly Missing[] = [
    ...unanswered,
    ...faults.map(({ says, place }) => ({ says, href: place && addressOf(place.step, place.field) })),
    ...(check.value?.missing ?? []).flatMap(missingOf),
  ];
  const isRefused = unanswered.length > 0 || faults.length > 0;
  return (
    <>
      {trouble && faults.length === 0 && (
        <TroubleBox trouble={trouble} {...(filing.trouble ? {} : { again: check.again })} />
      )}
      {hasCode(filing.trouble, 'idempotency_key_reused') && (
        <p>
          This draft was filed before, with other answers. <a href="/agent">Look at your demands</a> before
          you file it again.{' '}
          <button type="button" class="link-button" onClick={() => set({ key: crypto.randomUUID() })}>
            It is another demand: file it as one
          </button>
        </p>
      )}
      {check.isLoading && <Loading what="Checking against the rulebook" />}
      <div class="reading" aria-live="polite">
        {missing.length > 0 && <WhatIsMissing missing={missing} />}
        {check.value && missing.length === 0 && !check.isLoading && (
          <p class="good">
            Nothing is missing by the rulebook. Whether the demand is granted, people decide.
          </p>
        )}
        {check.value && <Ours findings={check.value.missing} />}
      </div>
      <Summary draft={draft} needs={needs} />
      <p class="reading">
        By filing you say that the answers are what the paper says. Your name and the time are recorded.
        {missing.length > 0 &&
          !isRefused &&
          ' You can file it as it is; the desk then decides on what it has.'}
      </p>
      <button
        type="button"
        class="govuk-button"
        disabled={isRefused || (check.isLoading && !check.value)}
        aria-disabled={filing.isSending}
        onClick={() => void file()}
      >
        {filing.isSending ? 'Filing…' : 'File demand'}
      </button>
    </>
  );
}

/** `POST /validity` takes a demand, and not what filing takes beside it. */
const withoutOurs = ({ supersedes: _, pays: __, ...demand }: ReturnType<typeof demandOf>) => demand;

function WhatIsMissing({ missing }: { missing: readonly Missing[] }) {
  return (
    <section class="govuk-error-summary" aria-labelledby="missing">
      <h2 class="govuk-error-summary__title" id="missing">
        {sayCount(missing.length, 'thing is', 'things are')} missing
      </h2>
      <ul class="govuk-list govuk-error-summary__list">
        {missing.map(({ says, law, href }) => (
          <li key={`${href ?? ''}${says}`}>
            {href === undefined ? says : <a href={href}>{says}</a>}
            {law !== undefined && <span class="muted"> {law}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What stands in the way and is not the filer's to answer. */
function Ours({ findings }: { findings: readonly Finding[] }) {
  const ours = findings.filter(({ check }) => !placeOfCheck(check));
  if (ours.length === 0) return null;
  return (
    <section aria-labelledby="ours">
      <h2 class="govuk-heading-m" id="ours">
        What people here look into
      </h2>
      <ul class="govuk-list govuk-list--bullet">
        {ours.map(({ check, explanation, cite }) => (
          <li key={check}>
            {explanation} <span class="muted">{cite}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const missingOf = ({ check, explanation, cite }: Finding): readonly Missing[] => {
  const place = placeOfCheck(check);
  return place ? [{ says: explanation, law: cite, href: addressOf(place.step, place.field) }] : [];
};
