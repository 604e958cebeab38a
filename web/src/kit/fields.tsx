import type { ComponentChildren } from 'preact';

type Field = {
  /** Also the id of the control. */
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string | undefined;
};

const describedBy = ({ name, hint, error }: Pick<Field, 'name' | 'hint' | 'error'>): string | undefined =>
  [hint === undefined ? '' : `${name}-hint`, error === undefined ? '' : `${name}-error`]
    .filter(Boolean)
    .join(' ') || undefined;

/** A control with its label, hint and error. */
function Group({ name, label, hint, error, children }: Field & { children: ComponentChildren }) {
  return (
    <div class={`govuk-form-group${error === undefined ? '' : ' govuk-form-group--error'}`}>
      <label class="govuk-label" for={name}>
        {label}
      </label>
      <HintAndError name={name} hint={hint} error={error} />
      {children}
    </div>
  );
}

function HintAndError({ name, hint, error }: Pick<Field, 'name' | 'hint' | 'error'>) {
  return (
    <>
      {hint !== undefined && (
        <div class="govuk-hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      {error !== undefined && (
        <p class="govuk-error-message" id={`${name}-error`}>
          <span class="govuk-visually-hidden">Error:</span> {error}
        </p>
      )}
    </>
  );
}

type Text = Field & {
  value: string;
  set: (value: string) => void;
  type?: 'text' | 'search' | 'date' | 'datetime-local' | 'email' | 'tel';
  maxLength?: number;
  width?: 'short' | 'long';
  /** What the browser offers to complete it with; anything else may be typed. */
  suggestions?: readonly string[];
  /** What Enter does instead of sending the form. */
  enter?: () => void;
};

export function TextField({
  value,
  set,
  type = 'text',
  maxLength,
  width = 'long',
  suggestions = [],
  enter,
  ...field
}: Text) {
  const listId = suggestions.length > 0 ? `${field.name}-list` : undefined;
  return (
    <Group {...field}>
      {listId !== undefined && (
        <datalist id={listId}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      <input
        list={listId}
        class={`govuk-input${width === 'short' ? ' govuk-input--width-10' : ''}`}
        id={field.name}
        name={field.name}
        type={type as 'text'}
        value={value}
        maxLength={maxLength}
        autocomplete="off"
        onKeyDown={(event) => {
          if (!enter || event.key !== 'Enter') return;
          event.preventDefault();
          enter();
        }}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error === undefined ? undefined : true}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
    </Group>
  );
}

export function TextArea({ value, set, rows = 5, maxLength, ...field }: Text & { rows?: number }) {
  return (
    <Group {...field}>
      <textarea
        class="govuk-textarea"
        id={field.name}
        name={field.name}
        rows={rows}
        value={value}
        maxLength={maxLength}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error === undefined ? undefined : true}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
    </Group>
  );
}

export type Choice = { value: string; label: ComponentChildren; hint?: ComponentChildren };

type SelectProps = Field & {
  value: string;
  set: (value: string) => void;
  choices: readonly { value: string; label: string }[];
};

export function Select({ value, set, choices, ...field }: SelectProps) {
  return (
    <Group {...field}>
      <select
        class="govuk-select"
        id={field.name}
        name={field.name}
        value={value}
        aria-describedby={describedBy(field)}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Group>
  );
}

/** A question with its answers. The first of them has the name as its id, so that an error can lead there. */
export function Fieldset({ name, label, hint, error, children }: Field & { children: ComponentChildren }) {
  return (
    <div class={`govuk-form-group${error === undefined ? '' : ' govuk-form-group--error'}`}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy({ name, hint, error })}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{label}</legend>
        <HintAndError name={name} hint={hint} error={error} />
        {children}
      </fieldset>
    </div>
  );
}

export function Radios({
  value,
  set,
  choices,
  ...field
}: Field & { value: string | undefined; set: (value: string) => void; choices: readonly Choice[] }) {
  return (
    <Fieldset {...field}>
      <div class="govuk-radios govuk-radios--small">
        {choices.map((choice, index) => (
          <Box
            key={choice.value}
            kind="radio"
            id={index === 0 ? field.name : `${field.name}-${choice.value}`}
            name={field.name}
            choice={choice}
            isOn={value === choice.value}
            toggle={() => set(choice.value)}
          />
        ))}
      </div>
    </Fieldset>
  );
}

export function Checkboxes({
  values,
  set,
  choices,
  ...field
}: Field & {
  values: readonly string[];
  set: (values: readonly string[]) => void;
  choices: readonly Choice[];
}) {
  const toggled = (value: string) =>
    choices
      .map((one) => one.value)
      .filter((one) => (one === value ? !values.includes(one) : values.includes(one)));
  return (
    <Fieldset {...field}>
      <div class="govuk-checkboxes govuk-checkboxes--small">
        {choices.map((choice, index) => (
          <Box
            key={choice.value}
            kind="checkbox"
            id={index === 0 ? field.name : `${field.name}-${index}`}
            name={field.name}
            choice={choice}
            isOn={values.includes(choice.value)}
            toggle={() => set(toggled(choice.value))}
          />
        ))}
      </div>
    </Fieldset>
  );
}

type BoxProps = {
  kind: 'radio' | 'checkbox';
  id: string;
  name: string;
  choice: Choice;
  isOn: boolean;
  toggle: () => void;
};

function Box({ kind, id, name, choice: { value, label, hint }, isOn, toggle }: BoxProps) {
  const block = kind === 'radio' ? 'govuk-radios' : 'govuk-checkboxes';
  return (
    <div class={`${block}__item`}>
      <input
        class={`${block}__input`}
        id={id}
        name={name}
        type={kind}
        value={value}
        checked={isOn}
        aria-describedby={hint === undefined ? undefined : `${id}-about`}
        onChange={toggle}
      />
      <label class={`govuk-label ${block}__label`} for={id}>
        {label}
      </label>
      {hint !== undefined && (
        <div class={`govuk-hint ${block}__hint`} id={`${id}-about`}>
          {hint}
        </div>
      )}
    </div>
  );
}
