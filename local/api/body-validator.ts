import { asString, type Json, type JsonObject } from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { StackModel } from '../template/stack-model.ts';

/** What is wrong with a body, in the validator's words; undefined when nothing is. */
export type BodyValidator = (contentType: string, body: string) => string | undefined;

type Checked = {
  readonly success: boolean;
  readonly error?: { readonly message: string } | undefined;
};

async function compile(schema: Json, model: string): Promise<(value: unknown) => Checked> {
  // Loaded when a template has a model to check, which few have.
  const { fromJSONSchema } = await import('zod');
  try {
    const parser = fromJSONSchema(JSON.parse(JSON.stringify(schema)));
    return (value) => parser.safeParse(value);
  } catch (cause) {
    throw new Refused([
      `the schema of the model ${model}: ${cause instanceof Error ? cause.message : String(cause)}`,
    ]);
  }
}

/** A body is checked against the model of its content type; a type without a model is not checked, as on AWS. */
export async function bodyValidator(models: JsonObject, stack: StackModel): Promise<BodyValidator> {
  const parsers = new Map<string, (value: unknown) => Checked>();
  for (const [contentType, name] of Object.entries(models)) {
    const model = stack.byType('AWS::ApiGateway::Model').find(({ ref }) => ref === name);
    if (model === undefined) throw new Refused([`the model ${asString(name, 'RequestModels')}`]);
    const schema = model.properties.Schema ?? {};
    parsers.set(
      contentType,
      await compile(typeof schema === 'string' ? JSON.parse(schema) : schema, model.logicalId),
    );
  }
  return (contentType, body) => {
    const parse = parsers.get(contentType.split(';')[0]?.trim().toLowerCase() ?? '');
    if (parse === undefined) return undefined;
    try {
      return parse(JSON.parse(body)).error?.message;
    } catch {
      return 'Unable to parse JSON';
    }
  };
}
