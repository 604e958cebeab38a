import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import type { EventBus, Taken } from './publish-events.ts';

export const EVENT_SOURCE = 'due-process.ledger';

/** The bus behind the port: an event's action is its detail-type. */
export function eventBridgeBus(client: EventBridgeClient, busName: string): EventBus {
  return {
    publish: async (events) => {
      const { Entries = [] } = await client.send(
        new PutEventsCommand({
          Entries: events.map((event) => ({
            EventBusName: busName,
            Source: EVENT_SOURCE,
            DetailType: event.action,
            Time: new Date(event.at),
            Detail: JSON.stringify(event),
          })),
        }),
      );
      return events.map((_, index) => takenOf(Entries[index]));
    },
  };
}

/** Codes of entries that fail whenever they are sent (EventBridge API reference, PutEventsResultEntry). */
const NEVER: readonly string[] = ['InvalidArgument', 'MalformedDetail'];

function takenOf(entry: PutEventsResultEntry | undefined): Taken {
  if (entry?.ErrorCode !== undefined) return NEVER.includes(entry.ErrorCode) ? 'never' : 'later';
  return entry?.EventId === undefined ? 'later' : 'taken';
}
