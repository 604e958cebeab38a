import fc from 'fast-check';

/** JSON Schema, as far as docs/openapi.json speaks it. */
export type Schema = {
  $ref?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
};

export type Schemas = Readonly<Record<string, Schema>>;

/** In whatever is wrong on purpose; no answer to it, and no line of a log, may have it. */
export const CANARY = 'canary-7f3a9c';

const MANY = 4;

/** A value that fits a schema; now and then one at its bounds. */
export function fitting(schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> {
  const { $ref, anyOf, oneOf, allOf } = schema;
  if ($ref) return fitting(schemas[$ref.split('/').at(-1) ?? ''] ?? {}, schemas);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = anyOf ?? oneOf ?? allOf;
  if (choices) return fc.oneof(...choices.map((choice) => fitting(choice, schemas)));
  switch ([schema.type].flat()[0]) {
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return number(schema);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return list(schema, schemas);
    case 'object':
      return object(schema, schemas);
    default:
      return fc.constantFrom(null, 0, '', [], {});
  }
}

function text({ pattern, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (pattern) return fc.stringMatching(new RegExp(pattern), { size: 'small' });
  const longest = Math.min(maxLength, 5000);
  return fc.oneof(
    { weight: 6, arbitrary: fc.string({ minLength, maxLength: Math.min(longest, 40) }) },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(longest, 10) }) },
    { weight: 2, arbitrary: fc.constantFrom('2026-11-16', '2026-11-16T09:00:00+02:00', 'alice@example.com') },
    { weight: 1, arbitrary: fc.constant('x'.repeat(longest)) },
  );
}

function number({ type, minimum = -1000, maximum = 1000 }: Schema): fc.Arbitrary<number> {
  const whole = fc.integer({ min: Math.ceil(minimum), max: Math.floor(Math.min(maximum, 2 ** 31)) });
  const ends = fc.constantFrom(minimum, maximum);
  const broken = fc.double({ min: minimum, max: maximum, noNaN: true }).map((double) => double + 0);
  return type === 'integer' ? fc.oneof(whole, ends) : fc.oneof(whole, ends, broken);
}

function list(
  { items = {}, minItems = 0, maxItems = MANY }: Schema,
  schemas: Schemas,
): fc.Arbitrary<unknown> {
  const item = fitting(items, schemas);
  const few = fc.array(item, {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(maxItems, MANY)),
  });
  const full = item.map((one) => Array(Math.min(maxItems, 200)).fill(one));
  return fc.oneof({ weight: 12, arbitrary: few }, { weight: 1, arbitrary: full });
}

function object({ properties = {}, required = [] }: Schema, schemas: Schemas): fc.Arbitrary<unknown> {
  const entries = Object.entries(properties).map(
    ([name, schema]) => [name, fitting(schema, schemas)] as const,
  );
  return fc.record(Object.fromEntries(entries), {
    requiredKeys: required.filter((name) => name in properties),
  });
}

/** What stands for text that JSON.stringify would not write. */
const RAW = '@raw:';
const raw = (text: string) => `${RAW}${Buffer.from(text).toString('base64url')}@`;

/** JSON of a value in which some texts stand for other text. */
export const rawJson = (value: unknown): string =>
  (JSON.stringify(value) ?? '').replace(/"@raw:([\w-]*)@"/g, (_all, text: string) =>
    Buffer.from(text, 'base64url').toString('utf8'),
  );

/** What no field may be, whatever its schema. */
const WRONG: readonly unknown[] = [
  ...['-0', '1e400', '-1e400', '1e-400', '9007199254740993', '0.1000000000000000055511151231257827'].map(raw),
  ...['NaN', 'Infinity', '01', '+1', '1.', '.5', 'tru', "'x'", '"\\ud800"', '"\\x"', '[1,]', '{"a":1,}'].map(
    raw,
  ),
  raw(`{"__proto__":{"role":"${CANARY}"}}`),
  raw(`{"a":"${CANARY}","a":1}`),
  raw(`${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  raw(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`),
  { constructor: { prototype: CANARY } },
  { $ne: CANARY },
  { S: CANARY },
  [[[CANARY]]],
];

/** What a text may not be, or what it must not do where it may. */
const ODD_TEXTS: readonly string[] = [
  `${CANARY}\u0000`,
  `${CANARY}\u001b[31m`,
  `${CANARY}\u202e`,
  `${CANARY}\u200b`,
  `${CANARY}\ufffd`,
  `${CANARY}\ufeff`,
  `${CANARY}*`,
  `%${CANARY}`,
  `'; DROP TABLE demands; -- ${CANARY}`,
  `<script>${CANARY}</script>`,
  `\${jndi:ldap://${CANARY}.example.com}`,
  `{{7*7}}${CANARY}`,
  `../../${CANARY}`,
  `=cmd|${CANARY}`,
  `ａｄｍｉｎ@example.com ${CANARY}`,
  `\u0430lice@example.com ${CANARY}`,
  `2026-11-16T09:00:00+14:30`,
  `2026-11-16T09:00:00-00:00`,
  `2026-02-30`,
  `9999-12-31`,
  `+275760-09-13`,
  `${CANARY}${'x'.repeat(70_000)}`,
  '',
  ' ',
];

type Path = readonly (string | number)[];

function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? [...value.keys()].slice(0, 8).flatMap((index) => placesIn(value[index], [...path, index]))
    : Object.entries(value).flatMap(([name, one]) => placesIn(one, [...path, name]));
  return [path, ...inner];
}

function withChange(value: unknown, [step, ...rest]: Path, change: (before: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((one, index) => (index === step ? withChange(one, rest, change) : one));
  const entries = Object.entries(Object(value)).map(([name, one]) =>
    name === step ? [name, withChange(one, rest, change)] : [name, one],
  );
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
}

/** The JSON of a value with one thing wrong in it, somewhere. */
export function mutated(value: unknown): fc.Arbitrary<string> {
  const changes = fc.oneof(
    fc.constantFrom(...WRONG).map((wrong) => () => wrong),
    fc.constantFrom(...ODD_TEXTS).map((odd) => () => odd),
    fc.constantFrom<(before: unknown) => unknown>(
      () => undefined,
      () => null,
      (before) => [before],
      (before) =>
        typeof before === 'object' && !Array.isArray(before) ? { ...before, [CANARY]: CANARY } : CANARY,
      (before) => (Array.isArray(before) ? Array(1001).fill(before[0] ?? CANARY) : { [CANARY]: before }),
      (before) =>
        typeof before === 'number'
          ? -before * 1e9 - 1
          : typeof before === 'string'
            ? before.toUpperCase()
            : 0,
    ),
  );
  return fc
    .tuple(fc.constantFrom(...placesIn(value)), changes)
    .map(([path, change]) => rawJson(withChange(value, path, change) ?? null));
}
