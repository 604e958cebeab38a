import type { DemandPage } from '../api/client.ts';
import { Empty } from '../kit/states.tsx';
import { deskAddress, type Filters } from './desk-address.ts';

type Counts = NonNullable<DemandPage['counts']>;

/** How many there are of what presses, each a link to those alone. */
export function QueueCounts({ counts, filters }: { counts: Counts; filters: Filters }) {
  const { waits, byStatus } = counts;
  // The counts are of what the filters leave; of all they are told where there are none.
  const isWhole = Object.keys(filters).length === 0;
  const tiles: { says: string; count: number; filters: Filters }[] = [
    { says: 'Mine', count: -1, filters: { holder: 'me' } },
    { says: 'Unclaimed', count: counts.unclaimed, filters: { holder: 'none' } },
    {
      says: 'Wait for review',
      count: byStatus['awaiting-review'] ?? 0,
      filters: { status: 'awaiting-review' },
    },
    {
      says: 'Wait for release',
      count: byStatus['awaiting-release'] ?? 0,
      filters: { status: 'awaiting-release' },
    },
    { says: 'Failed', count: byStatus.failed ?? 0, filters: { status: 'failed' } },
    { says: 'Comments to answer', count: waits.comment, filters: { waits: 'comment' } },
    { says: 'Orders of silence', count: waits.order, filters: { waits: 'order' } },
    { says: 'Debts of process', count: waits.debt, filters: { waits: 'debt' } },
    { says: 'Looks back', count: waits['look-back'], filters: { waits: 'look-back' } },
  ];
  return (
    <>
      <ul class="counts" aria-label="What there is to do">
        {tiles
          .filter(({ count }) => !isWhole || count !== 0)
          .map((tile) => (
            <li key={tile.says}>
              <a
                href={deskAddress(tile.filters)}
                aria-current={isSame(tile.filters, filters) ? 'true' : undefined}
              >
                {tile.says}
                {isWhole && tile.count > 0 && (
                  <span class="counts__number"> {tile.count.toLocaleString('en')}</span>
                )}
              </a>
            </li>
          ))}
        <li>
          <a href="/desk?status=closed" aria-current={filters.status === 'closed' ? 'true' : undefined}>
            Closed
          </a>
        </li>
      </ul>
      {(counts.overdue > 0 || counts.dueInADay > 0) && (
        <p class="presses">
          {counts.overdue > 0 && (
            <strong class="presses__overdue">{counts.overdue.toLocaleString('en')} overdue.</strong>
          )}{' '}
          {counts.dueInADay > 0 && `${counts.dueInADay.toLocaleString('en')} due within a day.`}
        </p>
      )}
    </>
  );
}

const isSame = (one: Filters, other: Filters) => deskAddress(one) === deskAddress(other);

/** Why the list is empty, and what next. */
export function NothingHere({ filters }: { filters: Filters }) {
  const isNarrowed = Object.keys(filters).length > 0;
  return (
    <Empty>
      <p>{isNarrowed ? sayNone(filters) : 'Nothing is open. What comes in stands here by itself.'}</p>
      {isNarrowed && (
        <p>
          <a class="govuk-link" href="/desk">
            Show all that is open
          </a>
        </p>
      )}
    </Empty>
  );
}

function sayNone({ holder, ...others }: Filters): string {
  if (Object.keys(others).length > 0) return 'No demand fits these filters.';
  return holder === 'none' ? 'Nothing is unclaimed.' : 'Nothing is claimed by you.';
}
