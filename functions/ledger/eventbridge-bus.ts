import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventBus } from './publish-events.ts';

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
      return events.map((_, index) => {
        const entry = Entries[index];
        return entry?.EventId !== undefined && entry.ErrorCode === undefined;
      });
    },
  };
}
