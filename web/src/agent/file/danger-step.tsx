import { Radios, TextArea, TextField } from '../../kit/fields.tsx';
import { errorOf } from '../../kit/states.tsx';
import type { StepProps } from './step-props.ts';

const DANGERS = [
  { value: 'death', label: 'Somebody may die' },
  { value: 'serious-injury', label: 'Somebody may be seriously hurt' },
  { value: 'critical-infrastructure', label: 'Critical infrastructure, so that people are in danger' },
  { value: 'property', label: 'Property alone' },
  { value: 'none', label: 'Nobody' },
];

/** Who is in danger, why it cannot wait, and whom we ask for when we call: first of all. */
export function DangerStep({ draft, set, errors, needs }: StepProps) {
  const choices = needs.isEmergency ? DANGERS : [{ value: '', label: 'This is no emergency' }, ...DANGERS];
  return (
    <>
      <Radios
        name="danger"
        label="Who or what is in danger?"
        error={errorOf(errors, 'danger')}
        value={draft.danger}
        set={(danger) => set({ danger })}
        choices={choices}
      />
      {(needs.isEmergency || draft.danger !== '') && (
        <>
          <TextArea
            name="reasons"
            label="What is happening, and why can it not wait for other process?"
            hint="Facts: who, when last seen or heard of, what is threatened."
            error={errorOf(errors, 'reasons')}
            maxLength={3700}
            value={draft.reasons}
            set={(reasons) => set({ reasons })}
          />
          <div class="about">
            <h2 class="govuk-heading-s">We call your office before anything leaves</h2>
            <p>
              We dial the number that our register has for your office, and no number that is written here.
              Have somebody answer it now who knows of this demand.
            </p>
          </div>
          <TextField
            name="askFor"
            label="Whom do we ask for?"
            hint="A name, and the desk or shift. No telephone number."
            error={errorOf(errors, 'askFor')}
            maxLength={200}
            value={draft.askFor}
            set={(askFor) => set({ askFor })}
          />
        </>
      )}
    </>
  );
}
