import { randomUUID } from 'node:crypto';
import { startLongTimer } from '../clock/long-timer.ts';
import { ruleTargets } from '../events/event-bus.ts';
import type { Target } from '../events/targets.ts';
import { asString, type Json, type JsonObject, optional } from '../template/json.ts';
import { ACCOUNT, REGION } from '../template/pseudo-parameters.ts';
import { Refused } from '../template/refused.ts';
import type { PlayedResource, StackModel } from '../template/stack-model.ts';
import { scheduleExpression } from './schedule-expression.ts';

const isoSeconds = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

/** What a rule with a schedule sends. */
const scheduledEvent = (ruleArn: string, at: number): JsonObject => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: ACCOUNT,
  time: isoSeconds(at),
  region: REGION,
  resources: [ruleArn],
  detail: {},
});

type Planned = {
  readonly resource: PlayedResource;
  readonly targets: readonly Target[];
  readonly event: (at: number) => Json;
};

function plan(stack: StackModel, make: (spec: Json, owner: string) => Target): Planned[] {
  const rules = stack
    .byType('AWS::Events::Rule')
    .filter(({ properties }) => properties.ScheduleExpression !== undefined)
    .map((resource) => ({
      resource,
      targets: ruleTargets(resource, make),
      event: (at: number) => scheduledEvent(resource.arn, at),
    }));
  const schedules = stack.byType('AWS::Scheduler::Schedule').map((resource) => {
    const zone = optional(resource.properties.ScheduleExpressionTimezone, 'Timezone', asString) ?? 'UTC';
    if (!['UTC', 'Etc/UTC'].includes(zone))
      throw new Refused([`the time zone ${zone} (${resource.logicalId})`]);
    return {
      resource,
      targets: [make(resource.properties.Target ?? null, resource.logicalId)],
      event: () => ({}),
    };
  });
  return [...rules, ...schedules].filter(({ resource }) => resource.properties.State !== 'DISABLED');
}

/**
 * Starts every schedule of the stack. What was due while the laptop was off is not made up for, as EventBridge would
 * not: a sweep finds what is due whenever it runs. Returns the function that stops them.
 */
export function startSchedules(
  stack: StackModel,
  make: (spec: Json, owner: string) => Target,
  report: (line: string) => void,
): () => void {
  const stops = plan(stack, make).map(({ resource, targets, event }) => {
    const next = scheduleExpression(
      asString(resource.properties.ScheduleExpression, 'ScheduleExpression'),
      Date.now(),
    );
    let stop = (): void => {};
    const arrange = (after: number): void => {
      const due = next(after);
      if (due === undefined) return;
      stop = startLongTimer(due - Date.now(), () => {
        for (const target of targets) {
          target(event(due)).catch((error: unknown) =>
            report(`the schedule ${resource.logicalId} failed: ${String(error)}`),
          );
        }
        // Once, however many times it would have been due where the clock was moved.
        arrange(Math.max(due, Date.now()));
      });
    };
    arrange(Date.now());
    return () => stop();
  });
  return () => {
    for (const stop of stops) stop();
  };
}
