import { TextField } from '../../kit/fields.tsx';
import { errorOf } from '../../kit/states.tsx';
import type { DateName } from './needs.ts';
import type { StepProps } from './step-props.ts';

const LABELS: Readonly<Record<DateName, string>> = {
  issued: 'Day it was made',
  entered: 'Day it was entered',
  served: 'Day you serve it',
  executeBy: 'Last day to execute it',
  returnDue: 'Day by which the answer is due',
  firstInterception: 'Day of the first interception',
  installed: 'Day of the installation',
};

/** Dates by which times of this instrument run. */
export const DateFields = ({ draft, set, errors, needs }: StepProps) => (
  <div class="period">
    {needs.dates.map((name) => (
      <TextField
        key={name}
        name={name}
        label={LABELS[name]}
        type="date"
        width="short"
        error={errorOf(errors, name)}
        value={draft[name]}
        set={(value) => set({ [name]: value })}
      />
    ))}
  </div>
);

export const ExtensionFields = ({ draft, set, errors }: StepProps) => (
  <>
    <TextField
      name="extensionOf"
      label="Day of the order that this prolongs"
      hint="Leave empty where it prolongs none."
      type="date"
      width="short"
      error={errorOf(errors, 'extensionOf')}
      value={draft.extensionOf}
      set={(extensionOf) => set({ extensionOf })}
    />
    {draft.extensionOf !== '' && (
      <>
        <TextField
          name="extensionExpires"
          label="Day on which that one ends"
          type="date"
          width="short"
          error={errorOf(errors, 'extensionExpires')}
          value={draft.extensionExpires}
          set={(extensionExpires) => set({ extensionExpires })}
        />
        <TextField
          name="extensionNumber"
          label="How many times it was prolonged, this time included"
          width="short"
          error={errorOf(errors, 'extensionNumber')}
          value={draft.extensionNumber}
          set={(extensionNumber) => set({ extensionNumber: extensionNumber.replaceAll(/\D/g, '') })}
        />
      </>
    )}
  </>
);
