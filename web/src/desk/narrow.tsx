import type { DemandView } from '../api/client.ts';
import { Checkboxes, TextField } from '../kit/fields.tsx';
import { errorOf, type FieldError } from '../kit/states.tsx';
import { sayTime } from '../kit/time.tsx';
import { useLaw } from '../law/rulebook.ts';
import { accountKey, accountsOf, chosenBy, type DecideDraft, itemKey, targetKey } from './decide-draft.ts';
import { type Chosen, Counts } from './reach.tsx';

type Props = {
  view: DemandView;
  draft: DecideDraft;
  set: (change: Partial<DecideDraft>) => void;
  errors: readonly FieldError[];
  /** Whether what it reaches is told beneath it. */
  isCounted?: boolean;
};

/** What is approved, by ticks: all that the law gives, or less. Beneath it what that reaches, in counts. */
export function Narrow({ view, draft, set, errors, isCounted = true }: Props) {
  const law = useLaw();
  const { authorised = [], targets = [] } = view.determination ?? {};
  const accounts = accountsOf(view);
  const { period } = view.demand;
  const chosen = chosenBy(draft, view);
  /** The keys of one kind that stay ticked. */
  const ticked = (keys: readonly string[]) => keys.filter((key) => !draft.leftOut.includes(key));
  const tick = (keys: readonly string[]) => (left: readonly string[]) =>
    set({
      leftOut: [
        ...draft.leftOut.filter((key) => !keys.includes(key)),
        ...keys.filter((key) => !left.includes(key)),
      ],
    });
  const items = authorised.map(itemKey);
  const whom = targets.map(targetKey);
  const whose = accounts.map(accountKey);
  return (
    <>
      <Checkboxes
        name="items"
        label="What may be retrieved"
        error={errorOf(errors, 'items')}
        values={ticked(items)}
        set={tick(items)}
        choices={authorised.map((item) => ({
          value: itemKey(item),
          label: law.item(item),
          hint: <code>{item}</code>,
        }))}
      />
      {targets.length > 1 && (
        <Checkboxes
          name="targets"
          label="Of whom"
          error={errorOf(errors, 'targets')}
          values={ticked(whom)}
          set={tick(whom)}
          choices={targets.map((target) => ({
            value: targetKey(target),
            label: `${target + 1}. ${view.demand.targets[target]?.value ?? ''}`,
          }))}
        />
      )}
      {accounts.length > 1 && (
        <Checkboxes
          name="accounts"
          label="Which accounts"
          hint="An identifier named several. Which of them, only the desk knows."
          error={errorOf(errors, 'accounts')}
          values={ticked(whose)}
          set={tick(whose)}
          choices={accounts.map((account) => ({ value: accountKey(account), label: <code>{account}</code> }))}
        />
      )}
      {period && (
        <div class="period">
          <TextField
            name="from"
            label="From"
            hint={`Not before ${sayTime(period.from)}`}
            width="short"
            value={draft.from || period.from}
            set={(from) => set({ from })}
          />
          <TextField
            name="to"
            label="Until the end of"
            hint={`Not after ${sayTime(period.to)}`}
            width="short"
            value={draft.to || period.to}
            set={(to) => set({ to })}
          />
        </div>
      )}
      {isCounted && <Reached view={view} chosen={chosen} />}
    </>
  );
}

const Reached = ({ view, chosen }: { view: DemandView; chosen: Chosen }) => (
  <>
    <h2 class="govuk-heading-s">What that reaches</h2>
    {chosen.items?.length === 0 || chosen.targets?.length === 0 || chosen.accounts?.length === 0 ? (
      <p>Nothing: at least one of each must be ticked.</p>
    ) : (
      <Counts id={view.id} chosen={chosen} />
    )}
  </>
);
