import { useEffect, useState } from 'preact/hooks';
import { Select, TextField } from '../kit/fields.tsx';
import { useLaw } from '../law/rulebook.ts';
import { deskAddress, FILTERS, type FilterName, type Filters, without } from './desk-address.ts';
import { sayStatus } from './say-status.tsx';

const LABELS: Record<FilterName, string> = {
  status: 'Status',
  instrument: 'Instrument',
  country: 'Country',
  authority: 'Authority',
  outcome: 'Checks came to',
  holder: 'Holder',
  waits: 'Also waits',
  dueBefore: 'Due by',
  q: 'Reference',
};

const STATUSES = [
  'awaiting-review',
  'awaiting-release',
  'filed',
  'reviewed',
  'sealed',
  'release-decided',
  'released',
  'failed',
  'closed',
] as const;
const OUTCOMES = ['accept', 'narrow', 'refer', 'hold', 'suspend', 'redirect', 'reject', 'preserve'];

const anyOr = (choices: readonly { value: string; label: string }[]) => [
  { value: '', label: 'Any' },
  ...choices,
];
const same = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

type Props = { filters: Filters; address: string; apply: (filters: Filters) => void };

/** The filters in force as chips, and a form that changes them, applied at both of its ends. */
export function QueueFilters({ filters, address, apply }: Props) {
  const law = useLaw();
  const [wanted, setWanted] = useState<Filters>(filters);
  // What was typed gives way to the address, as when one goes back.
  useEffect(() => setWanted(filters), [address]);
  const set = (name: FilterName) => (value: string) => setWanted((before) => ({ ...before, [name]: value }));
  const submit = (event: Event) => {
    event.preventDefault();
    apply(wanted);
  };
  const used = FILTERS.filter((name) => filters[name]);
  return (
    <div class="filters no-print">
      <search>
        <form class="filters__search" onSubmit={submit}>
          <TextField
            name="q"
            label="Reference"
            type="search"
            maxLength={100}
            value={wanted.q ?? ''}
            set={set('q')}
          />
          <button class="govuk-button govuk-button--secondary" type="submit">
            Search
          </button>
        </form>
      </search>
      {used.length > 0 && (
        <ul class="chips" aria-label="Filters in force">
          {used.map((name) => (
            <li key={name}>
              <a class="chip" href={deskAddress(without(filters, name))}>
                <span class="govuk-visually-hidden">Remove the filter</span> {LABELS[name]}: {filters[name]}{' '}
                <span aria-hidden="true">×</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">More filters</span>
        </summary>
        <form class="govuk-details__text" onSubmit={submit}>
          <Apply />
          <div class="filters__fields">
            <Select
              name="status"
              label={LABELS.status}
              value={wanted.status ?? ''}
              set={set('status')}
              choices={anyOr(STATUSES.map((value) => ({ value, label: sayStatus(value) })))}
            />
            <Select
              name="instrument"
              label={LABELS.instrument}
              value={wanted.instrument ?? ''}
              set={set('instrument')}
              choices={anyOr(
                law.instruments.map(({ id, title }) => ({ value: id, label: `${title} (${id})` })),
              )}
            />
            <Select
              name="outcome"
              label={LABELS.outcome}
              value={wanted.outcome ?? ''}
              set={set('outcome')}
              choices={anyOr(same(OUTCOMES))}
            />
            <TextField
              name="country"
              label={LABELS.country}
              hint="Two letters, such as US"
              maxLength={2}
              value={wanted.country ?? ''}
              set={set('country')}
            />
            <TextField
              name="authority"
              label={LABELS.authority}
              hint="Its id in the register"
              value={wanted.authority ?? ''}
              set={set('authority')}
            />
            <TextField
              name="holder"
              label={LABELS.holder}
              hint="me, none, or a name"
              value={wanted.holder ?? ''}
              set={set('holder')}
            />
            <TextField
              name="dueBefore"
              label={LABELS.dueBefore}
              hint="The end of that day, UTC"
              type="date"
              value={wanted.dueBefore ?? ''}
              set={set('dueBefore')}
            />
          </div>
          <Apply />
        </form>
      </details>
    </div>
  );
}

const Apply = () => (
  <button class="govuk-button govuk-button--secondary" type="submit">
    Apply filters
  </button>
);
