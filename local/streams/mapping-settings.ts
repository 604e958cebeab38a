import { eventPattern, type Matcher } from '../events/event-pattern.ts';
import {
  asArray,
  asFlag,
  asNumber,
  asObject,
  asString,
  isObject,
  type Json,
  optional,
  parseJson,
  strings,
} from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { PlayedResource } from '../template/stack-model.ts';

/** An event source mapping as its template declares it. */
export type MappingSettings = {
  readonly id: string;
  readonly sourceArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly wanted: Matcher;
  readonly fromLatest: boolean;
  readonly reportsItemFailures: boolean;
  readonly bisects: boolean;
  readonly mostRetries: number;
  readonly oldestSeconds: number;
  readonly onFailureArn: string | undefined;
};

/** Any of the filters is enough; without one every record passes. */
function filterOf(criteria: Json | undefined): Matcher {
  const filters = isObject(criteria) ? asArray(criteria.Filters ?? [], 'Filters') : [];
  const matchers = filters.map((filter) => {
    const text = asString(asObject(filter, 'Filter').Pattern, 'Pattern');
    return eventPattern(asObject(parseJson(text, 'Pattern'), 'Pattern'));
  });
  return (event) => matchers.length === 0 || matchers.some((matches) => matches(event));
}

export function mappingSettings({ logicalId, properties }: PlayedResource): MappingSettings {
  const number = (name: string, preset: number): number =>
    optional(properties[name], `${logicalId}.${name}`, asNumber) ?? preset;
  const sourceArn = asString(properties.EventSourceArn, `${logicalId}.EventSourceArn`);
  const isStream = sourceArn.startsWith('arn:aws:dynamodb:');
  if (!isStream && !sourceArn.startsWith('arn:aws:sqs:'))
    throw new Refused([`the event source ${sourceArn} (${logicalId})`]);
  const destinations = properties.DestinationConfig;
  const onFailure = isObject(destinations) && isObject(destinations.OnFailure) ? destinations.OnFailure : {};
  const onFailureArn = optional(onFailure.Destination, 'Destination', asString);
  if (onFailureArn !== undefined && !onFailureArn.startsWith('arn:aws:sqs:')) {
    throw new Refused([`the on-failure destination ${onFailureArn} (${logicalId})`]);
  }
  return {
    id: logicalId,
    sourceArn,
    functionName: asString(properties.FunctionName, `${logicalId}.FunctionName`),
    batchSize: number('BatchSize', isStream ? 100 : 10),
    windowMs: number('MaximumBatchingWindowInSeconds', 0) * 1000,
    wanted: filterOf(properties.FilterCriteria),
    fromLatest: properties.StartingPosition === 'LATEST',
    reportsItemFailures: strings(properties.FunctionResponseTypes, 'FunctionResponseTypes').includes(
      'ReportBatchItemFailures',
    ),
    bisects: asFlag(properties.BisectBatchOnFunctionError),
    mostRetries: number('MaximumRetryAttempts', -1),
    oldestSeconds: number('MaximumRecordAgeInSeconds', -1),
    onFailureArn,
  };
}
