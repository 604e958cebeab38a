import type { EventBuses } from '../events/event-bus.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Meter } from '../meter.ts';
import { asArray, asObject, asString, type JsonObject, optional } from '../template/json.ts';
import { arn } from '../template/pseudo-parameters.ts';
import { AwsError, validation } from './aws-error.ts';
import type { Service } from './call.ts';
import { jsonService } from './json-service.ts';

const MOST_ENTRIES = 10;
const LARGEST_ENTRY = 1024 * 1024;

type EventBridgeOptions = {
  readonly buses: EventBuses;
  readonly authorizer: Authorizer;
  readonly meter: Meter;
};

const busArn = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : arn('events', `event-bus/${nameOrArn}`);

/** An entry that is not well formed fails alone, as on AWS: the caller must look at FailedEntryCount. */
const fault = (entry: JsonObject): JsonObject | undefined => {
  for (const name of ['Source', 'DetailType', 'Detail']) {
    if (typeof entry[name] !== 'string')
      return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid.` };
  }
  try {
    asObject(JSON.parse(asString(entry.Detail, 'Detail')), 'Detail');
    return undefined;
  } catch {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
};

export const eventBridgeService = ({ buses, authorizer, meter }: EventBridgeOptions): Service =>
  jsonService('events', '1.1', {
    PutEvents: async (input, call) => {
      const entries = asArray(input.Entries, 'Entries').map((entry) => asObject(entry, 'Entries'));
      if (entries.length === 0 || entries.length > MOST_ENTRIES)
        throw validation('Entries must have 1 to 10 members.');
      if (call.body.length > LARGEST_ENTRY)
        throw validation('Total size of the entries in the request is over the limit.');
      for (const entry of entries) {
        const bus = optional(entry.EventBusName, 'EventBusName', asString) ?? 'default';
        authorizer.require(call.principal, {
          action: 'events:PutEvents',
          resource: busArn(bus),
          context: {
            ...(typeof entry.Source === 'string' ? { 'events:source': [entry.Source] } : {}),
            ...(typeof entry.DetailType === 'string' ? { 'events:detail-type': [entry.DetailType] } : {}),
          },
        });
        if (!buses.has(bus))
          throw new AwsError('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
      }
      const results: JsonObject[] = [];
      for (const entry of entries) {
        meter.count('eventsPublished');
        results.push(fault(entry) ?? { EventId: await buses.put(entry) });
      }
      return {
        FailedEntryCount: results.filter((result) => result.ErrorCode !== undefined).length,
        Entries: results,
      };
    },
  });
