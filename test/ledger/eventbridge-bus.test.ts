import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { dynamoStreamEvent } from '../../functions/ledger/dynamodb-stream-event.ts';
import { eventBridgeBus } from '../../functions/ledger/eventbridge-bus.ts';
import type { PublicEvent } from '../../functions/ledger/public-event.ts';
import { publishEvents, type Taken } from '../../functions/ledger/publish-events.ts';
import { type AwsEndpoint, json, jsonError, saidIn, startAwsEndpoint } from '../kit/aws-endpoint.ts';
import { RECEIVED_AT, someLedger } from '../kit/ledgers.ts';
import { streamRecord } from '../kit/stream-simulator.ts';

/** What the service hands to the bus of three things that happened. */
async function threeEvents(): Promise<PublicEvent[]> {
  const outgoing: PublicEvent[] = [];
  const events = someLedger('d-1', [{}, { action: 'demand.failed' }, { action: 'review.requested' }]);
  const bus = {
    publish: async (given: readonly PublicEvent[]) => {
      outgoing.push(...given);
      return given.map((): Taken => 'taken');
    },
  };
  const Records = events.map((event, index) => streamRecord(event, index));
  await publishEvents({ Records }, { bus, read: dynamoStreamEvent });
  return outgoing;
}

describe('the bus of EventBridge', () => {
  let aws: AwsEndpoint;
  let client: EventBridgeClient;
  let events: PublicEvent[];
  const bus = () => eventBridgeBus(client, 'due-process-dev');
  beforeAll(async () => {
    events = await threeEvents();
    aws = await startAwsEndpoint();
    client = new EventBridgeClient(aws.client);
  });
  afterAll(async () => {
    client.destroy();
    await aws.stop();
  });

  it('gets every event in one call, under its action and at its instant', async () => {
    aws.answers(json({ FailedEntryCount: 0, Entries: events.map(({ seq }) => ({ EventId: `e-${seq}` })) }));
    expect(await bus().publish(events)).toEqual(['taken', 'taken', 'taken']);
    expect(aws.sent).toHaveLength(1);
    expect(aws.sent[0]?.headers['x-amz-target']).toBe('AWSEvents.PutEvents');
    expect(saidIn(aws.sent[0])).toEqual({
      Entries: events.map((event) => ({
        EventBusName: 'due-process-dev',
        Source: 'due-process.ledger',
        DetailType: event.action,
        Time: Date.parse(RECEIVED_AT) / 1000,
        Detail: JSON.stringify(event),
      })),
    });
    expect(events.map(({ action }) => action)).toEqual(['demand.filed', 'demand.failed', 'review.requested']);
  });

  it('says of each entry whether it was taken, when some were not', async () => {
    const refused = { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' };
    aws.answers(
      json({ FailedEntryCount: 1, Entries: [{ EventId: 'e-1' }, refused, { EventId: 'e-3' }] }),
      json({ FailedEntryCount: 1, Entries: [{ EventId: 'e-1' }, { EventId: 'e-2', ...refused }, {}] }),
    );
    expect(await bus().publish(events)).toEqual(['taken', 'later', 'taken']);
    expect(await bus().publish(events)).toEqual(['taken', 'later', 'later']);
  });

  it('counts an entry that no answer came for as not taken', async () => {
    aws.answers(json({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] }), json({}));
    expect(await bus().publish(events)).toEqual(['taken', 'later', 'later']);
    expect(await bus().publish(events)).toEqual(['later', 'later', 'later']);
  });

  it('says which entries it would never take', async () => {
    const never = { ErrorCode: 'MalformedDetail' };
    aws.answers(json({ FailedEntryCount: 1, Entries: [{ EventId: 'e-1' }, never, { EventId: 'e-3' }] }));
    expect(await bus().publish(events)).toEqual(['taken', 'never', 'taken']);
  });

  it.each([
    [400, 'ThrottlingException'],
    [500, 'InternalException'],
    [400, 'AccessDeniedException'],
  ])('passes on that the whole call failed: %s %s', async (status, type) => {
    aws.answers(jsonError(status, type));
    await expect(bus().publish(events)).rejects.toMatchObject({ name: type });
  });
});
