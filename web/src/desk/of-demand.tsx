import type { ComponentChildren } from 'preact';
import { useRoute } from 'preact-iso';
import { Loading, Stale, TroubleBox } from '../kit/states.tsx';
import { sayEvent } from './say-event.ts';
import { type Read, useDemand, useNewEvents } from './use-demand.ts';

/** What a page that decides on a demand shows around its form: the way back, what went wrong, that the demand has changed. */
export function OfDemand(props: {
  /** What is not lost when it has changed. */
  kept: string;
  children: (read: Read, again: () => void) => ComponentChildren;
}) {
  const { id = '' } = useRoute().params;
  const { value, trouble, isLoading, again } = useDemand(id);
  const latest = useNewEvents(value).at(-1);
  return (
    <>
      <a class="govuk-back-link no-print" href={`/desk/demands/${id}`}>
        Back to the demand
      </a>
      {trouble && <TroubleBox trouble={trouble} again={again} />}
      {!value && isLoading && <Loading what="Reading the demand" />}
      {latest && (
        <Stale show={again} label="Read the demand as it is now">
          This demand changed since you opened it. {sayEvent(latest)}. {props.kept} is kept.
        </Stale>
      )}
      {value && props.children(value, again)}
    </>
  );
}

export const BackToDemand = ({ id }: { id: string }) => (
  <p>
    <a class="govuk-link" href={`/desk/demands/${id}`}>
      Go back to the demand
    </a>
  </p>
);
