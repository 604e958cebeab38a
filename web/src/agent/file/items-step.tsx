import { Checkboxes } from '../../kit/fields.tsx';
import { errorOf } from '../../kit/states.tsx';
import type { Family } from './needs.ts';
import type { StepProps } from './step-props.ts';

/** What the instrument reaches, family by family: one thing after another, or all of a family. */
export function ItemsStep({ draft, set, errors, needs }: StepProps) {
  const first = needs.families[0]?.id;
  return (
    <>
      <p class="govuk-body">
        These are what {needs.citation} reaches. Ask for what you need and no more: what is not ticked is not
        looked for.
      </p>
      {errorOf(errors, 'data') !== undefined && (
        <p class="govuk-error-message">
          <span class="govuk-visually-hidden">Error:</span> {errorOf(errors, 'data')}
        </p>
      )}
      {needs.families.map((family) => (
        <Checkboxes
          key={family.id}
          // The first has the name that an error leads to.
          name={family.id === first ? 'data' : `data-${family.id}`}
          label={family.title}
          values={shown(draft.data, family)}
          set={(values) => set({ data: merged(draft.data, family, values) })}
          choices={[
            ...(family.whole
              ? [{ value: family.id, label: family.items.length > 0 ? 'All of it' : 'Ask for it' }]
              : []),
            ...(draft.data.includes(family.id)
              ? []
              : family.items.map(({ id, title }) => ({ value: id, label: title }))),
          ]}
        />
      ))}
      {needs.asksPurpose && (
        <Checkboxes
          name="purpose"
          label="Purpose"
          values={draft.purpose}
          set={(purpose) => set({ purpose: [...purpose] })}
          choices={[{ value: 'identify-user', label: 'It is asked only to find out who the user is' }]}
        />
      )}
    </>
  );
}

const ofFamily = ({ id, items }: Family): readonly string[] => [id, ...items.map((item) => item.id)];

const shown = (data: readonly string[], family: Family) =>
  data.filter((one) => ofFamily(family).includes(one));

/** All of a family says more than its items one by one, and stands for them. */
const merged = (data: readonly string[], family: Family, values: readonly string[]): string[] => [
  ...data.filter((one) => !ofFamily(family).includes(one)),
  ...(values.includes(family.id) ? [family.id] : values),
];
