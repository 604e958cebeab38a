import { asObject, asString, type Json, type JsonObject, strings } from '../template/json.ts';
import { assertOperator, type ConditionTest } from './conditions.ts';

/** One statement of a policy, with everything that may be one or many made a list. */
export type Statement = {
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly string[];
  readonly conditions: readonly ConditionTest[];
};

const conditionValues = (value: Json, where: string): string[] =>
  (Array.isArray(value) ? value : [value]).map((one) =>
    typeof one === 'boolean' || typeof one === 'number' ? String(one) : asString(one, where),
  );

function conditions(value: Json | undefined): ConditionTest[] {
  return Object.entries(asObject(value ?? {}, 'Condition')).flatMap(([operator, keys]) => {
    assertOperator(operator);
    return Object.entries(asObject(keys, `Condition.${operator}`)).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: conditionValues(values, `Condition.${operator}.${key}`),
    }));
  });
}

function principals(value: Json | undefined): string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  return Object.values(asObject(value, 'Principal')).flatMap((one) => strings(one, 'Principal'));
}

function statement(value: Json): Statement {
  const one: JsonObject = asObject(value, 'Statement');
  return {
    allows: asString(one.Effect, 'Effect') === 'Allow',
    actions: strings(one.Action, 'Action'),
    notActions: strings(one.NotAction, 'NotAction'),
    resources: strings(one.Resource, 'Resource'),
    notResources: strings(one.NotResource, 'NotResource'),
    principals: principals(one.Principal),
    conditions: conditions(one.Condition),
  };
}

/** Parses a policy document. */
export function parsePolicy(document: Json): Statement[] {
  const { Statement: statements = [] } = asObject(document, 'PolicyDocument');
  return (Array.isArray(statements) ? statements : [statements]).map(statement);
}
