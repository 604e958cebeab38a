import type { FieldError } from '../../kit/states.tsx';
import type { FilingDraft, SetDraft } from './filing-draft.ts';
import type { Needs } from './needs.ts';
import type { Step } from './steps.ts';

/** What each page of the form is given. */
export type StepProps = {
  draft: FilingDraft;
  set: SetDraft;
  needs: Needs;
  errors: readonly FieldError[];
};

export const PATH = '/agent/file';

/** The page of a step; with a field, that field takes the focus there, and one comes back to the check. */
export const addressOf = (step: Step, field?: string): string =>
  `${PATH}?step=${step}${field === undefined ? '' : `&at=${encodeURIComponent(field)}`}`;
