import { asObject, asString, isObject, type Json, type JsonObject, optional } from './json.ts';

export type Resource = {
  readonly type: string;
  readonly properties: JsonObject;
  readonly condition: string | undefined;
};

export type Output = {
  readonly value: Json;
  /** The name under which other stacks import it, perhaps made by intrinsic functions. */
  readonly exportName: Json | undefined;
  readonly condition: string | undefined;
};

/** A CloudFormation template, parsed as far as its own grammar goes; properties stay unresolved. */
export type Template = {
  readonly parameters: Record<string, { type: string; default: Json | undefined }>;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly resources: Record<string, Resource>;
  readonly outputs: Record<string, Output>;
};

const section = (template: JsonObject, name: string): [string, JsonObject][] =>
  Object.entries(asObject(template[name] ?? {}, name)).map(([id, value]) => [
    id,
    asObject(value, `${name}.${id}`),
  ]);

export function parseTemplate(json: Json): Template {
  const template = asObject(json, 'template');
  return {
    parameters: Object.fromEntries(
      section(template, 'Parameters').map(([id, value]) => [
        id,
        { type: asString(value.Type, `Parameters.${id}.Type`), default: value.Default },
      ]),
    ),
    mappings: asObject(template.Mappings ?? {}, 'Mappings'),
    conditions: asObject(template.Conditions ?? {}, 'Conditions'),
    resources: Object.fromEntries(
      section(template, 'Resources').map(([id, value]) => [
        id,
        {
          type: asString(value.Type, `Resources.${id}.Type`),
          properties: isObject(value.Properties) ? value.Properties : {},
          condition: optional(value.Condition, `Resources.${id}.Condition`, asString),
        },
      ]),
    ),
    outputs: Object.fromEntries(
      section(template, 'Outputs').map(([id, value]) => [
        id,
        {
          value: value.Value ?? null,
          exportName: isObject(value.Export) ? value.Export.Name : undefined,
          condition: optional(value.Condition, `Outputs.${id}.Condition`, asString),
        },
      ]),
    ),
  };
}
