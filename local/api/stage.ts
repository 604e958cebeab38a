import { asArray, asFlag, asNumber, asObject, asString, isObject, optional } from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { PlayedResource } from '../template/stack-model.ts';
import { TokenBucket } from './throttle.ts';

/** The account's own limits, https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const ACCOUNT_RATE = 10_000;
const ACCOUNT_BURST = 5_000;

export type Stage = {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>> | null;
  /** Whether a call of this method may pass now. */
  readonly admits: (resourcePath: string, httpMethod: string) => boolean;
};

/** In method settings a slash of a resource path is written `~1`. */
const settingKey = (resourcePath: string, httpMethod: string): string =>
  `${resourcePath === '/' ? '/' : resourcePath.replaceAll('~1', '/').replace(/^\/?/, '/')} ${httpMethod}`;

function buckets({ properties, logicalId }: PlayedResource): Map<string, TokenBucket> {
  return new Map(
    asArray(properties.MethodSettings ?? [], `${logicalId}.MethodSettings`).flatMap(
      (value): [string, TokenBucket][] => {
        const setting = asObject(value, `${logicalId}.MethodSettings`);
        if (asFlag(setting.CachingEnabled)) throw new Refused([`caching of responses (${logicalId})`]);
        const rate = optional(setting.ThrottlingRateLimit, 'ThrottlingRateLimit', asNumber);
        const burst = optional(setting.ThrottlingBurstLimit, 'ThrottlingBurstLimit', asNumber);
        if (rate === undefined && burst === undefined) return [];
        const key = settingKey(
          asString(setting.ResourcePath, 'ResourcePath'),
          asString(setting.HttpMethod, 'HttpMethod'),
        );
        return [[key, new TokenBucket(rate ?? ACCOUNT_RATE, burst ?? ACCOUNT_BURST)]];
      },
    ),
  );
}

export function readStage(resource: PlayedResource): Stage {
  const limits = buckets(resource);
  const account = new TokenBucket(ACCOUNT_RATE, ACCOUNT_BURST);
  const variables = resource.properties.Variables;
  return {
    name: asString(resource.properties.StageName, 'StageName'),
    variables: isObject(variables)
      ? Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, asString(value, name)]))
      : null,
    admits: (resourcePath, httpMethod) => {
      // A method with settings of its own does not share the stage's.
      const limit =
        limits.get(settingKey(resourcePath, httpMethod)) ??
        limits.get(settingKey(resourcePath, '*')) ??
        limits.get(settingKey('/*', httpMethod)) ??
        limits.get(settingKey('/*', '*'));
      return account.take() && (limit?.take() ?? true);
    },
  };
}
