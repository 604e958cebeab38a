import { factsOf, type LedgerEvent } from '../ledger/event.schema.ts';
import { isTold } from './told-facts.ts';

/**
 * What a dashboard shows of the work: how many demands came, were decided, disclosed, are overdue, stand at failed; and events
 * that were set aside. They are counts of the hour, for who runs the service; reports are folded from rows, never from these.
 */
export const BUSINESS_METRICS = ['Received', 'Decided', 'Disclosed', 'Overdue', 'Failed', 'Parked'] as const;
export type BusinessMetric = (typeof BUSINESS_METRICS)[number];

/** Counts one; `instrument` is the id of a rulebook page, and no event that is set aside has one. */
export type Measure = (metric: BusinessMetric, instrument?: string) => void;

const METRIC_OF: Readonly<Record<string, BusinessMetric>> = {
  'demand.filed': 'Received',
  'review.decided': 'Decided',
  'review.took-effect': 'Decided',
  'disclosure.available': 'Disclosed',
  'clock.missed': 'Overdue',
  'notice.overdue': 'Overdue',
  'demand.failed': 'Failed',
};

/** The law decided alone: nobody reviews it. */
const DECIDED_ALONE: readonly unknown[] = ['reject', 'redirect', 'preserve'];

/** What an event adds to. National-security process adds to nothing: a metric is an exact number with a time. */
export function metricOf(
  event: Pick<LedgerEvent, 'action' | 'detail' | 'facts'>,
): { metric: BusinessMetric; instrument: string } | undefined {
  const { action, detail } = event;
  const isAlone = action === 'validity.checked' && DECIDED_ALONE.includes(detail.outcome);
  const metric = isAlone ? 'Decided' : METRIC_OF[action];
  const facts = factsOf(event);
  return metric && isTold(facts) ? { metric, instrument: facts.instrument } : undefined;
}
