import { asArray, asObject, asString, isObject, type Json, type JsonObject } from './json.ts';
import { Refused } from './refused.ts';

export type Scope = {
  readonly mappings: JsonObject;
  /** Ref of a parameter, a pseudo parameter or a resource. */
  readonly ref: (name: string) => Json;
  readonly getAtt: (logicalId: string, attribute: string) => Json;
  readonly condition: (name: string) => boolean;
  /** What another stack exports under a name. */
  readonly importValue: (name: string) => Json;
};

/** CloudFormation's AWS::NoValue: the property is as if never written. */
const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;

const truth = (value: Resolved): boolean => value === true || value === 'true';

function text(value: Resolved, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Refused([`${where}: a value that is not a string`]);
}

function substitute(template: string, variables: JsonObject, scope: Scope): string {
  return template.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const own = variables[name];
    if (own !== undefined) return text(own, `Fn::Sub ${whole}`);
    const [logicalId = '', ...attribute] = name.split('.');
    return text(
      attribute.length > 0 ? scope.getAtt(logicalId, attribute.join('.')) : scope.ref(name),
      `Fn::Sub ${whole}`,
    );
  });
}

type Intrinsic = (argument: Json, scope: Scope) => Resolved;

const list = (argument: Json, scope: Scope, name: string): Json[] => asArray(resolve(argument, scope), name);

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (argument, scope) => {
    const name = asString(argument, 'Ref');
    return name === 'AWS::NoValue' ? NO_VALUE : scope.ref(name);
  },
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, ...attribute] =
      typeof argument === 'string' ? argument.split('.') : asArray(argument, 'Fn::GetAtt');
    const path = attribute.map((part) => asString(resolve(part, scope), 'Fn::GetAtt'));
    return scope.getAtt(asString(logicalId, 'Fn::GetAtt'), path.join('.'));
  },
  'Fn::Sub': (argument, scope) => {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return substitute(
      asString(template, 'Fn::Sub'),
      asObject(resolve(variables ?? {}, scope), 'Fn::Sub'),
      scope,
    );
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = asArray(argument, 'Fn::Join');
    return list(parts ?? null, scope, 'Fn::Join')
      .map((part) => text(part, 'Fn::Join'))
      .join(asString(separator, 'Fn::Join'));
  },
  'Fn::Select': (argument, scope) => {
    const [index, choices] = asArray(argument, 'Fn::Select');
    const chosen = list(choices ?? null, scope, 'Fn::Select')[Number(resolve(index ?? null, scope))];
    if (chosen === undefined) throw new Refused(['Fn::Select: an index outside its list']);
    return chosen;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, source] = asArray(argument, 'Fn::Split');
    return text(resolve(source ?? null, scope), 'Fn::Split').split(asString(separator, 'Fn::Split'));
  },
  'Fn::Base64': (argument, scope) =>
    Buffer.from(text(resolve(argument, scope), 'Fn::Base64')).toString('base64'),
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolve(argument, scope)),
  'Fn::FindInMap': (argument, scope) => {
    const path = list(argument, scope, 'Fn::FindInMap').map((part) => text(part, 'Fn::FindInMap'));
    return path.slice(0, 3).reduce<Json>((map, key) => {
      const found = asObject(map, 'Fn::FindInMap')[key];
      if (found === undefined) throw new Refused([`Fn::FindInMap ${path.join('.')}: no such entry`]);
      return found;
    }, scope.mappings);
  },
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = asArray(argument, 'Fn::If');
    return resolveValue((scope.condition(asString(condition, 'Fn::If')) ? yes : no) ?? null, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(argument, scope, 'Fn::Equals');
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::Not': (argument, scope) => !truth(list(argument, scope, 'Fn::Not')[0] ?? false),
  'Fn::And': (argument, scope) => list(argument, scope, 'Fn::And').every(truth),
  'Fn::Or': (argument, scope) => list(argument, scope, 'Fn::Or').some(truth),
  'Fn::ImportValue': (argument, scope) =>
    scope.importValue(text(resolve(argument, scope), 'Fn::ImportValue')),
  'Fn::GetAZs': () => ['us-east-1a', 'us-east-1b', 'us-east-1c'],
};

function resolveValue(value: Json, scope: Scope): Resolved {
  if (Array.isArray(value)) {
    return value.map((one) => resolveValue(one, scope)).filter((one) => one !== NO_VALUE);
  }
  if (!isObject(value)) return value;
  const [[key, argument] = ['', null], ...others] = Object.entries(value);
  if (others.length === 0) {
    // `Condition` is an intrinsic only inside a condition, where its value names one; in a policy it is an object.
    if (key === 'Condition' && typeof argument === 'string') return scope.condition(argument);
    const intrinsic = INTRINSICS[key];
    if (intrinsic !== undefined) return intrinsic(argument, scope);
    if (key.startsWith('Fn::')) throw new Refused([`the intrinsic function ${key}`]);
  }
  const entries = Object.entries(value).flatMap(([name, one]): [string, Json][] => {
    const resolved = resolveValue(one, scope);
    return resolved === NO_VALUE ? [] : [[name, resolved]];
  });
  return Object.fromEntries(entries);
}

/** Replaces every intrinsic function in a value by what it stands for. */
export function resolve(value: Json, scope: Scope): Json {
  const resolved = resolveValue(value, scope);
  return resolved === NO_VALUE ? null : resolved;
}
