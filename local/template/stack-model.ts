import type { Stack } from './assembly.ts';
import { type Identity, identityOf } from './identities.ts';
import { INERT_TYPES } from './inert-types.ts';
import { asObject, asString, type Json, type JsonObject } from './json.ts';
import { PLAYED_TYPES } from './played-types.ts';
import { pseudoParameters } from './pseudo-parameters.ts';
import { Refused } from './refused.ts';
import { resolve, type Scope } from './resolve.ts';

export type PlayedResource = {
  readonly logicalId: string;
  readonly type: string;
  /** Every intrinsic function replaced. */
  readonly properties: JsonObject;
  readonly ref: string;
  readonly arn: string;
};

export type StackModel = {
  readonly all: () => PlayedResource[];
  readonly byType: (...types: string[]) => PlayedResource[];
  readonly resource: (logicalId: string) => PlayedResource;
  readonly outputs: () => Record<string, string>;
};

export type ModelOptions = {
  readonly stacks: readonly Stack[];
  /** A parameter that several stacks declare has the same value in all. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly endpoint: string;
};

type StackOptions = Omit<ModelOptions, 'stacks'> & {
  readonly stack: Stack;
  /** What stacks before this one export, by name. */
  readonly exported: ReadonlyMap<string, Json>;
};

type OneStack = {
  readonly resources: readonly PlayedResource[];
  readonly outputs: () => { name: string; exportName: string | undefined; value: string }[];
};

function parameterValues({ stack, parameters }: StackOptions): Record<string, Json> {
  const declared = stack.template.parameters;
  return Object.fromEntries(
    Object.entries(declared).map(([name, { type, default: preset }]) => {
      const value = parameters[name] ?? preset;
      if (value === undefined)
        throw new Refused([`the parameter ${name}: it has no default and no value was given`]);
      const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
      return [name, isList && typeof value === 'string' ? value.split(',') : value];
    }),
  );
}

/** Names every resource, and every property of a played resource, that the laptop has never heard of. */
function refuseUnknown(stack: Stack, isPresent: (logicalId: string) => boolean): void {
  const reasons = Object.entries(stack.template.resources).flatMap(([logicalId, { type, properties }]) => {
    if (!isPresent(logicalId) || INERT_TYPES[type] !== undefined) return [];
    const played = PLAYED_TYPES[type];
    if (played === undefined) return [`${type} (${logicalId})`];
    return Object.keys(properties)
      .filter((name) => !played.plays.includes(name) && !played.inert.includes(name))
      .map((name) => `${type}.${name} (${logicalId})`);
  });
  if (reasons.length > 0) throw new Refused(reasons);
}

/** One stack with its names given, its conditions decided and its references resolved. */
function modelStack(options: StackOptions): OneStack {
  const { stack, endpoint, exported } = options;
  const { template } = stack;
  const values: Record<string, Json> = { ...pseudoParameters(stack.name), ...parameterValues(options) };
  const identities = new Map<string, Identity>();
  const underWay = new Set<string>();

  const identify = (logicalId: string, attribute?: string): Identity => {
    const known = identities.get(logicalId);
    if (known !== undefined && (attribute === undefined || known.attributes[attribute] !== undefined))
      return known;
    const resource = template.resources[logicalId];
    if (resource === undefined) throw new Refused([`a reference to ${logicalId}: there is no such resource`]);
    if (underWay.has(logicalId)) throw new Refused([`${logicalId}: its name depends on itself`]);
    underWay.add(logicalId);
    const identity = identityOf(resource.type, {
      generatedName: `${stack.name}-${logicalId}`,
      property: (name) => {
        const value = resource.properties[name];
        return value === undefined ? undefined : resolve(value, scope);
      },
      properties: () => asObject(resolve(resource.properties, scope), logicalId),
      attribute,
      endpoint,
    });
    underWay.delete(logicalId);
    identities.set(logicalId, identity);
    return identity;
  };

  const scope: Scope = {
    mappings: template.mappings,
    ref: (name) => values[name] ?? identify(name).ref,
    getAtt: (logicalId, attribute) => {
      const value = identify(logicalId, attribute).attributes[attribute];
      if (value === undefined) throw new Refused([`Fn::GetAtt ${logicalId}.${attribute}`]);
      return value;
    },
    condition: (name) => {
      const definition = template.conditions[name];
      if (definition === undefined) throw new Refused([`the condition ${name}: it is not declared`]);
      return resolve(definition, scope) === true;
    },
    importValue: (name) => {
      const value = exported.get(name);
      if (value === undefined)
        throw new Refused([`the import ${name}: no stack before ${stack.name} exports it`]);
      return value;
    },
  };

  const isPresent = (logicalId: string): boolean => {
    const condition = template.resources[logicalId]?.condition;
    return condition === undefined || scope.condition(condition);
  };
  refuseUnknown(stack, isPresent);

  const resources = Object.entries(template.resources)
    .filter(([logicalId, { type }]) => isPresent(logicalId) && INERT_TYPES[type] === undefined)
    .map(([logicalId, { type, properties }]): PlayedResource => {
      const { ref, attributes } = identify(logicalId);
      const resolved = asObject(resolve(properties, scope), logicalId);
      return { logicalId, type, properties: resolved, ref, arn: attributes.Arn ?? ref };
    });
  return {
    resources,
    outputs: () =>
      Object.entries(template.outputs)
        .filter(([, { condition }]) => condition === undefined || scope.condition(condition))
        .map(([name, { value, exportName }]) => ({
          name,
          exportName: exportName === undefined ? undefined : asString(resolve(exportName, scope), name),
          value: asString(resolve(value, scope), `Outputs.${name}`),
        })),
  };
}

/** All stacks as one model, each resolved with what those before it export. */
export function modelStacks({ stacks, parameters, endpoint }: ModelOptions): StackModel {
  const unknown = Object.keys(parameters).filter((name) =>
    stacks.every(({ template }) => template.parameters[name] === undefined),
  );
  if (unknown.length > 0) throw new Refused(unknown.map((name) => `the parameter ${name}: no stack has it`));
  const exported = new Map<string, Json>();
  const resources = new Map<string, PlayedResource>();
  const models = stacks.map((stack) => {
    const model = modelStack({ stack, parameters, endpoint, exported });
    for (const resource of model.resources) {
      // State is kept by logical id, so two stacks with one would share it.
      if (resources.has(resource.logicalId))
        throw new Refused([`the logical id ${resource.logicalId}: two stacks have it`]);
      resources.set(resource.logicalId, resource);
    }
    for (const { exportName, value } of model.outputs())
      if (exportName !== undefined) exported.set(exportName, value);
    return model;
  });
  return {
    all: () => [...resources.values()],
    byType: (...types) => [...resources.values()].filter(({ type }) => types.includes(type)),
    resource: (logicalId) => {
      const found = resources.get(logicalId);
      if (found === undefined)
        throw new Refused([`the resource ${logicalId}: the laptop plays none of that name`]);
      return found;
    },
    outputs: () =>
      Object.fromEntries(models.flatMap((model) => model.outputs().map(({ name, value }) => [name, value]))),
  };
}
