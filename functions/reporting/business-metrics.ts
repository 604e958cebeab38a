import * as z from 'zod/mini';
import { factsOf, type LedgerEvent } from '../ledger/event.schema.ts';
import type { StreamRecord } from '../ledger/stream-batch.schema.ts';
import { TOLD } from './report.schema.ts';
import { isTold } from './told-facts.ts';

/**
 * What a dashboard shows of the work: how many demands came, were decided, disclosed, are overdue, stand at failed; and events
 * that were set aside. They are counts of the hour, for who runs the service; reports are folded from rows, never from these.
 */
export const BUSINESS_METRICS = ['Received', 'Decided', 'Disclosed', 'Overdue', 'Failed', 'Parked'] as const;
export type BusinessMetric = (typeof BUSINESS_METRICS)[number];

/** Counts one; `instrument` is the id of a rulebook page. What is set aside may be too spoilt to have one. */
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

const Image = z.object({
  facts: z.object({
    M: z.object({
      series: z.object({ S: z.enum(TOLD) }),
      instrument: z.object({ S: z.string().check(z.regex(/^[a-z]{2}\/[a-z0-9][a-z0-9-]{0,63}$/)) }),
    }),
  }),
});

/** Which instrument an event is of that nobody can read, as far as what is left of it says so and may be told. */
export function instrumentOf({ dynamodb }: StreamRecord): string | undefined {
  return Image.safeParse(dynamodb.NewImage).data?.facts.M.instrument.S;
}
