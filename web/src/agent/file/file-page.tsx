import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Page } from '../../kit/page.tsx';
import { ErrorSummary, type FieldError, Loading, TroubleBox } from '../../kit/states.tsx';
import { useDraft } from '../../kit/use-draft.ts';
import { RequireRole } from '../../session/require-role.tsx';
import { CheckStep } from './check-step.tsx';
import { DangerStep } from './danger-step.tsx';
import { EMPTY, type FilingDraft, type SetDraft } from './filing-draft.ts';
import { useNeeds } from './instrument-law.ts';
import { InstrumentStep } from './instrument-step.tsx';
import { ItemsStep } from './items-step.tsx';
import type { Needs } from './needs.ts';
import { PaperStep } from './paper-step.tsx';
import { PeriodStep } from './period-step.tsx';
import { addressOf, PATH, type StepProps } from './step-props.ts';
import { faultsOf, STEPS, type Step, stepAfter, TITLES } from './steps.ts';
import { TargetsStep } from './targets-step.tsx';
import { TaskList } from './task-list.tsx';

/** A demand is filed in a list of tasks, each a page of its own. The answers stay in this tab until it is filed. */
export const FilePage = () => (
  <RequireRole of="agent">
    <Filing />
  </RequireRole>
);

function Filing() {
  const { query } = useLocation();
  const step = STEPS.find((one) => one === query.step);
  const [draft, set, clear] = useDraft('filing', EMPTY);
  const needs = useNeeds(draft.instrument);
  const start = (change: Partial<FilingDraft>) =>
    // One key for a draft: however often it is sent, it is filed once.
    set({ ...(draft.key === '' ? { key: crypto.randomUUID() } : {}), ...change });
  if (needs.trouble && !needs.value) return <TroubleBox trouble={needs.trouble} again={needs.again} />;
  if (step === undefined || (step !== 'instrument' && draft.instrument === ''))
    return <TaskList draft={draft} needs={needs.value} clear={clear} />;
  if (step !== 'instrument' && needs.value?.id !== draft.instrument)
    return <Loading what="Reading what the instrument needs" />;
  return (
    <StepPage
      key={step}
      step={step}
      at={query.at ?? ''}
      draft={draft}
      set={start}
      clear={clear}
      needs={needs.value}
    />
  );
}

type StepPageProps = {
  step: Step;
  at: string;
  draft: FilingDraft;
  set: SetDraft;
  clear: () => void;
  needs: Needs | undefined;
};

function StepPage({ step, at, draft, set, clear, needs }: StepPageProps) {
  const { route } = useLocation();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  useEffect(() => {
    if (at !== '') document.getElementById(at)?.focus();
  }, [at]);
  const goOn = (event: Event) => {
    event.preventDefault();
    const faults = faultsOf(step, draft, needs);
    setErrors(faults);
    if (faults.length === 0) route(at === '' ? addressOf(stepAfter(step, needs)) : addressOf('check'));
  };
  const props = useMemo(() => needs && { draft, set, needs, errors }, [draft, needs, errors]);
  return (
    <>
      <a href={PATH} class="govuk-back-link no-print">
        All tasks
      </a>
      <Page title={TITLES[step]} {...(needs ? { caption: needs.title } : {})}>
        {step === 'check' && props ? (
          <CheckStep {...props} clear={clear} />
        ) : (
          <form onSubmit={goOn} noValidate class="reading">
            <ErrorSummary errors={errors} />
            {step === 'instrument' ? (
              <InstrumentStep draft={draft} set={set} errors={errors} needs={needs} />
            ) : (
              props && <StepFields step={step} {...props} />
            )}
            <button class="govuk-button" type="submit">
              Continue
            </button>
          </form>
        )}
      </Page>
    </>
  );
}

function StepFields({ step, ...props }: StepProps & { step: Step }) {
  switch (step) {
    case 'danger':
      return <DangerStep {...props} />;
    case 'targets':
      return <TargetsStep {...props} />;
    case 'items':
      return <ItemsStep {...props} />;
    case 'period':
      return <PeriodStep {...props} />;
    case 'paper':
      return <PaperStep {...props} />;
    default:
      return null;
  }
}
