import { randomUUID } from 'node:crypto';
import type { JsonLines } from '../state/json-lines.ts';
import {
  asArray,
  asObject,
  asString,
  isObject,
  type Json,
  type JsonObject,
  optional,
} from '../template/json.ts';
import { ACCOUNT, REGION } from '../template/pseudo-parameters.ts';
import type { PlayedResource, StackModel } from '../template/stack-model.ts';
import { eventPattern, type Matcher } from './event-pattern.ts';
import type { Target } from './targets.ts';

type Rule = {
  readonly matches: Matcher;
  readonly targets: readonly Target[];
};

const busName = (nameOrArn: string): string => nameOrArn.split('/').at(-1) ?? nameOrArn;

/** Targets of a rule, each made by the caller, who knows functions and queues. */
export const ruleTargets = (rule: PlayedResource, make: (spec: Json, owner: string) => Target): Target[] =>
  asArray(rule.properties.Targets ?? [], `${rule.logicalId}.Targets`).map((spec) =>
    make(spec, rule.logicalId),
  );

/** Every custom bus and the default one: records each event, and passes it to the rules whose pattern it matches. */
export class EventBuses {
  readonly #rules = new Map<string, Rule[]>();
  readonly #record: JsonLines;

  constructor(stack: StackModel, record: JsonLines, make: (spec: Json, owner: string) => Target) {
    this.#record = record;
    this.#rules.set('default', []);
    for (const bus of stack.byType('AWS::Events::EventBus')) this.#rules.set(bus.ref, []);
    for (const rule of stack.byType('AWS::Events::Rule')) {
      const pattern = rule.properties.EventPattern;
      if (!isObject(pattern) || rule.properties.State === 'DISABLED') continue;
      const bus = busName(optional(rule.properties.EventBusName, 'EventBusName', asString) ?? 'default');
      this.#rules.get(bus)?.push({ matches: eventPattern(pattern), targets: ruleTargets(rule, make) });
    }
  }

  has(nameOrArn: string): boolean {
    return this.#rules.has(busName(nameOrArn));
  }

  /** Takes one entry of PutEvents; returns the event's id. */
  async put(entry: JsonObject): Promise<string> {
    const bus = busName(optional(entry.EventBusName, 'EventBusName', asString) ?? 'default');
    const time = entry.Time;
    const event: JsonObject = {
      version: '0',
      id: randomUUID(),
      'detail-type': asString(entry.DetailType, 'DetailType'),
      source: asString(entry.Source, 'Source'),
      account: ACCOUNT,
      time: new Date(typeof time === 'number' ? time * 1000 : Date.now())
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
      region: REGION,
      resources: entry.Resources ?? [],
      detail: asObject(JSON.parse(asString(entry.Detail, 'Detail')), 'Detail'),
    };
    await this.#record.append({ bus, event });
    for (const { matches, targets } of this.#rules.get(bus) ?? []) {
      if (!matches(event)) continue;
      for (const target of targets) await target(event);
    }
    return asString(event.id, 'id');
  }
}
