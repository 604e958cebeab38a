import { useRef } from 'preact/hooks';
import { Select, TextField } from '../../kit/fields.tsx';
import { errorOf } from '../../kit/states.tsx';
import type { Target } from './filing-draft.ts';
import type { StepProps } from './step-props.ts';

const KINDS: readonly { value: string; label: string; example: string }[] = [
  { value: 'email', label: 'E-mail address', example: 'someone@example.com' },
  { value: 'phone', label: 'Telephone number', example: '+1 312 555 0164, with its country code' },
  {
    value: 'account-id',
    label: 'Account or user ID',
    example: 'the ID in full, as a notice or a record shows it',
  },
  { value: 'device', label: 'Device', example: 'an IMEI, such as 490154203237518' },
  { value: 'ip-address', label: 'IP address at a time', example: '198.51.100.7 or 2001:db8::7' },
  { value: 'ip-range', label: 'IP range', example: '198.51.100.64/26' },
  { value: 'geofence', label: 'Place (geofence)', example: 'the area as the paper draws it' },
  { value: 'keyword', label: 'Words searched for', example: 'the words as the paper has them' },
];
const MOST = 200;

export function TargetsStep({ draft, set, errors }: StepProps) {
  const group = useRef<HTMLDivElement>(null);
  const { targets } = draft;
  const change = (index: number, to: Partial<Target>) =>
    set({ targets: targets.map((one, at) => (at === index ? { ...one, ...to } : one)) });
  const add = () => {
    set({ targets: [...targets, { type: targets.at(-1)?.type ?? 'email', value: '', at: '' }] });
    const next = `target-${targets.length}`;
    setTimeout(() => document.getElementById(next)?.focus());
  };
  const remove = (index: number) => {
    set({ targets: targets.filter((_, at) => at !== index) });
    setTimeout(() => document.getElementById(`target-${Math.max(0, index - 1)}`)?.focus());
  };
  return (
    <div ref={group}>
      <p class="govuk-body">Name each account or identifier in full, as the paper does.</p>
      {targets.map(({ type, value, at }, index) => {
        const name = `target-${index}`;
        const kind = KINDS.find((one) => one.value === type);
        return (
          // Fields of a list have no name but their place in it.
          <fieldset class="govuk-fieldset target" key={`${name}`}>
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
              {targets.length > 1 ? `Identifier ${index + 1}` : 'Identifier'}
            </legend>
            <Select
              name={`${name}-type`}
              label="Kind"
              value={type}
              set={(next) => change(index, { type: next })}
              choices={KINDS}
            />
            <TextField
              name={name}
              label={kind?.label ?? 'Identifier'}
              hint={`For example ${kind?.example ?? ''}`}
              error={errorOf(errors, name)}
              maxLength={1000}
              value={value}
              set={(next) => change(index, { value: next })}
            />
            {type === 'ip-address' && (
              <TextField
                name={`${name}-at`}
                label="When it was in use (UTC)"
                hint="Addresses change hands, so an address alone names nobody."
                type="datetime-local"
                width="short"
                error={errorOf(errors, `${name}-at`)}
                value={at}
                set={(next) => change(index, { at: next })}
              />
            )}
            {targets.length > 1 && (
              <button type="button" class="link-button" onClick={() => remove(index)}>
                Remove identifier {index + 1}
              </button>
            )}
          </fieldset>
        );
      })}
      {targets.length < MOST && (
        <p>
          <button type="button" class="govuk-button govuk-button--secondary" onClick={add}>
            Add another identifier
          </button>
        </p>
      )}
    </div>
  );
}

export const sayKind = (type: string): string => KINDS.find(({ value }) => value === type)?.label ?? type;
