import * as z from 'zod/mini';
import { AgentPage, AgentSummary, AgentView } from '../../functions/desk/agent-view.schema.ts';
import { DemandPage, DemandSummary, DemandView } from '../../functions/desk/demand-view.schema.ts';
import { AgentEvent, AgentEventsPage } from '../../functions/ledger/agent-events.schema.ts';
import { LedgerEvent } from '../../functions/ledger/event.schema.ts';
import { Edition } from '../../functions/reporting/edition.schema.ts';
import { BandCell, BandSection, Cell, Report, ToldCell } from '../../functions/reporting/report.schema.ts';
import { Authenticity, Circumstances } from '../../functions/shared/circumstances.schema.ts';
import { Authority, Demand, Period, Target } from '../../functions/shared/demand.schema.ts';
import { Determination, Finding } from '../../functions/shared/determination.schema.ts';
import { ALL_ROUTES } from './all-routes.ts';

/** Schemas that several routes speak of, by the names that the document gives them. */
const SHARED = {
  AgentEvent,
  AgentEventsPage,
  AgentPage,
  AgentSummary,
  AgentView,
  Authenticity,
  Authority,
  BandCell,
  BandSection,
  Cell,
  Circumstances,
  Demand,
  DemandPage,
  DemandSummary,
  DemandView,
  Determination,
  Edition,
  Finding,
  LedgerEvent,
  Period,
  Report,
  Target,
  ToldCell,
};

const named = z.registry<{ id: string }>();
const names = new Map<z.core.$ZodType, string>();
for (const [id, schema] of [SHARED, ...ALL_ROUTES.map(({ schemas }) => schemas)].flatMap(Object.entries)) {
  named.add(schema, { id });
  names.set(schema, id);
}

/** An integer that no check bounds is bounded by what a double holds; saying so of each tells a reader nothing. */
const LIMITS: readonly unknown[] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
const OPTIONS = {
  unrepresentable: 'any',
  override: ({ jsonSchema }: { jsonSchema: { minimum?: unknown; maximum?: unknown } }) => {
    if (LIMITS.includes(jsonSchema.minimum)) delete jsonSchema.minimum;
    if (LIMITS.includes(jsonSchema.maximum)) delete jsonSchema.maximum;
  },
} as const;

const pathOf = (id: string) => `#/components/schemas/${id}`;

/** All named schemas as JSON Schema. What zod cannot say in it (calendar dates, unsafe characters), the functions check. */
export function namedSchemas(): Record<string, object> {
  const { schemas } = z.toJSONSchema(named, { ...OPTIONS, uri: pathOf });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _uri, id: _id, ...schema }]) => [
      name,
      schema,
    ]),
  );
}

/** A reference to a schema that has a name, one of several such, or the schema itself. */
export function schemaOf(schema: z.core.$ZodType): object {
  const name = names.get(schema);
  if (name !== undefined) return { $ref: pathOf(name) };
  if (schema instanceof z.ZodMiniUnion && schema.def.options.every((one) => names.has(one)))
    return { anyOf: schema.def.options.map((one) => schemaOf(one)) };
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, OPTIONS);
  return rest;
}

/** The same of a query parameter: lists stand in one, separated by commas; what is made of a text is described as the text. */
export function querySchemaOf(schema: z.core.$ZodType): object {
  const { type } = z.toJSONSchema(schema, OPTIONS);
  if (type === 'array') return { style: 'form', explode: false, schema: schemaOf(schema) };
  if (type !== 'object') return { schema: schemaOf(schema) };
  const { $schema: _dialect, ...text } = z.toJSONSchema(schema, { ...OPTIONS, io: 'input' });
  return { schema: text };
}
