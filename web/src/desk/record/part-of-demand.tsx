import type { DemandView } from '../../api/client.ts';
import { Checkboxes } from '../../kit/fields.tsx';
import { useLaw } from '../../law/rulebook.ts';

export type PartDraft = { items: readonly string[]; targets: readonly string[] };

type Props = {
  view: DemandView;
  draft: PartDraft;
  set: (change: Partial<PartDraft>) => void;
  items: string;
  targets: string;
  hint: string;
  error?: string | undefined;
};

/** A part of what is demanded, by its kinds of data and its targets; of what nothing is ticked, all. */
export function PartOfDemand({ view, draft, set, items, targets, hint, error }: Props) {
  const law = useLaw();
  return (
    <>
      <Checkboxes
        name="items"
        label={items}
        hint={hint}
        error={error}
        values={draft.items}
        set={(chosen) => set({ items: chosen })}
        choices={view.demand.data.map((item) => ({ value: item, label: law.item(item) }))}
      />
      {view.demand.targets.length > 1 && (
        <Checkboxes
          name="targets"
          label={targets}
          values={draft.targets}
          set={(chosen) => set({ targets: chosen })}
          choices={view.demand.targets.map(({ value }, index) => ({
            value: String(index),
            label: `${index + 1}. ${value}`,
          }))}
        />
      )}
    </>
  );
}

/** As the API takes it. */
export const partOf = ({ items, targets }: PartDraft) => ({
  ...(items.length > 0 ? { items: [...items] } : {}),
  ...(targets.length > 0 ? { targets: targets.map(Number) } : {}),
});
