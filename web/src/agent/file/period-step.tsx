import { TextField } from '../../kit/fields.tsx';
import { errorOf } from '../../kit/states.tsx';
import type { StepProps } from './step-props.ts';

export function PeriodStep({ draft, set, errors, needs }: StepProps) {
  return (
    <>
      <p class="govuk-body">
        {needs.period === 'required'
          ? 'The instrument names a period. Days are whole days in UTC, the last one included.'
          : 'Leave both empty where the paper names no period. Days are whole days in UTC, the last one included.'}
      </p>
      <div class="period">
        <TextField
          name="from"
          label="First day"
          type="date"
          width="short"
          error={errorOf(errors, 'from')}
          value={draft.from}
          set={(from) => set({ from })}
        />
        <TextField
          name="to"
          label="Last day"
          type="date"
          width="short"
          error={errorOf(errors, 'to')}
          value={draft.to}
          set={(to) => set({ to })}
        />
      </div>
      {needs.asksDays && (
        <TextField
          name="days"
          label="For how many days does the order run?"
          width="short"
          error={errorOf(errors, 'days')}
          value={draft.days}
          set={(days) => set({ days })}
        />
      )}
    </>
  );
}
