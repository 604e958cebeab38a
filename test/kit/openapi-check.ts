import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromJSONSchema, type ZodType } from 'zod';
import type { Route } from '../../functions/shared/route.ts';
import type { Schema, Schemas } from './schema-arbitraries.ts';

type Content = Readonly<Record<string, { schema: Schema }>>;
type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
export type Operation = {
  parameters: readonly Parameter[];
  requestBody?: { content: Content };
  responses: Readonly<Record<string, { content?: Content }>>;
};
type Description = {
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: { schemas: Schemas };
};

const FILE = join(import.meta.dirname, '../../docs/openapi.json');
const description: Description = JSON.parse(readFileSync(FILE, 'utf8'));

export const SCHEMAS = description.components.schemas;

/** What the description says of a route. */
export function operationOf({ method, path }: Route): Operation {
  const found = description.paths[path.replace('+}', '}')]?.[method.toLowerCase()];
  if (!found) throw new Error(`${method} ${path} is not described`);
  return found;
}

const parsers = new Map<Schema, ZodType>();

function parserOf(schema: Schema): ZodType {
  const known = parsers.get(schema);
  if (known) return known;
  const whole = { ...schema, $defs: SCHEMAS };
  const local = JSON.parse(JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/'));
  const parser = fromJSONSchema(local);
  parsers.set(schema, parser);
  return parser;
}

/** What of an answer is not as docs/openapi.json says; undefined where nothing is. */
export function strayIn(
  route: Route,
  { status, contentType, text }: { status: number; contentType: string; text: string },
): string | undefined {
  const described = operationOf(route).responses[status];
  if (!described) return `status ${status}`;
  const essence = contentType.split(';', 1)[0] ?? '';
  if (!described.content) return text === '' ? undefined : 'a body where none is described';
  const content = described.content[essence];
  if (!content) return `media type ${essence}`;
  if (!essence.endsWith('json')) return undefined;
  const parsed = parserOf(content.schema).safeParse(JSON.parse(text));
  return parsed.success
    ? undefined
    : `body: ${parsed.error.issues.map((issue) => `${issue.path.join('/')} ${issue.message}`).join('; ')}`;
}
