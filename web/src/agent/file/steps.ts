import { type FilingDraft, reachable } from './filing-draft.ts';
import type { Needs } from './needs.ts';

/** What a field lacks; `field` is the id of its control. */
export type FieldFault = { field: string; says: string };

export const STEPS = ['instrument', 'danger', 'targets', 'items', 'period', 'paper', 'check'] as const;
export type Step = (typeof STEPS)[number];

export const TITLES: Readonly<Record<Step, string>> = {
  instrument: 'What you serve',
  danger: 'The danger, and who answers our call',
  targets: 'Whose data',
  items: 'Which data',
  period: 'Of which time',
  paper: 'The paper',
  check: 'Check and file',
};

/** Danger is asked right after the instrument, and only where the instrument has to do with it. */
export const stepsFor = (needs: Needs | undefined): readonly Step[] =>
  STEPS.filter((step) => step !== 'danger' || needs?.asksDanger === true);

export const stepAfter = (step: Step, needs: Needs | undefined): Step => {
  const steps = stepsFor(needs);
  return steps[steps.indexOf(step) + 1] ?? 'check';
};

/** What a step must say before one goes on. What the law wants besides is told by the check. */
export function faultsOf(step: Step, draft: FilingDraft, needs: Needs | undefined): readonly FieldFault[] {
  const missing = (field: keyof FilingDraft, says: string): readonly FieldFault[] => {
    const value = draft[field];
    return typeof value === 'string' && value.trim() === '' ? [{ field, says }] : [];
  };
  switch (step) {
    case 'instrument':
      return missing('instrument', 'Choose the instrument that you serve');
    case 'danger':
      if (!needs?.isEmergency) return draft.danger === '' ? [] : missing('reasons', 'Say why it cannot wait');
      return [
        ...missing('danger', 'Choose who or what is in danger'),
        ...missing('reasons', 'Say why it cannot wait'),
        ...missing('askFor', 'Name who answers when we call your office'),
      ];
    case 'targets':
      return targetFaults(draft);
    case 'items':
      return draft.data.some((item) => needs && reachable(needs).includes(item))
        ? []
        : [{ field: 'data', says: 'Choose at least one kind of data' }];
    case 'period':
      return periodFaults(draft);
    case 'paper':
      return [
        ...missing('authorityName', 'Write the name of your authority'),
        ...missing('authorityCountry', 'Write the country of your authority'),
        ...missing('authorityLevel', 'Choose the level of your authority'),
        ...missing('authorityKind', 'Choose what your authority is'),
        ...missing('issuerRole', 'Write the office that made the paper'),
      ];
    case 'check':
      return [];
  }
}

function targetFaults({ targets }: FilingDraft): readonly FieldFault[] {
  if (targets.every(({ value }) => value.trim() === ''))
    return [{ field: 'target-0', says: 'Write at least one account or identifier' }];
  return targets.flatMap(({ type, value, at }, index) =>
    type === 'ip-address' && value.trim() !== '' && at === ''
      ? [{ field: `target-${index}-at`, says: `Say when ${value.trim()} was in use: addresses change hands` }]
      : [],
  );
}

function periodFaults({ from, to, days }: FilingDraft): readonly FieldFault[] {
  if (from !== '' && to === '')
    return [{ field: 'to', says: 'Write the last day, or leave both days empty' }];
  if (from === '' && to !== '')
    return [{ field: 'from', says: 'Write the first day, or leave both days empty' }];
  if (from !== '' && from > to)
    return [{ field: 'to', says: 'Let the last day be no earlier than the first' }];
  return days.trim() === '' || /^\d{1,5}$/.test(days.trim())
    ? []
    : [{ field: 'days', says: 'Write the number of days in figures' }];
}

export type Standing = 'done' | 'begun' | 'not-begun';

/** How far a step is, for the list of tasks. */
export function standingOf(step: Step, draft: FilingDraft, needs: Needs | undefined): Standing {
  if (step === 'check') return 'not-begun';
  const isDone =
    faultsOf(step, draft, needs).length === 0 && (step === 'instrument' || draft.instrument !== '');
  const isTouched: Readonly<Record<Exclude<Step, 'check'>, boolean>> = {
    instrument: draft.instrument !== '',
    danger: draft.danger !== '' || draft.reasons !== '',
    targets: draft.targets.some(({ value }) => value !== ''),
    items: draft.data.length > 0,
    period: draft.from !== '' || draft.to !== '' || draft.days !== '',
    paper: draft.authorityName !== '' || draft.issuerRole !== '' || draft.papers.length > 0,
  };
  return !isTouched[step] ? 'not-begun' : isDone ? 'done' : 'begun';
}
