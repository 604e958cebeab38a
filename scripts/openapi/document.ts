import { FIELD_FAULTS } from '../../functions/shared/field-faults.ts';
import { ACTING_ROLE, ROLES } from '../../functions/shared/principal.ts';
import { problem, problemBody } from '../../functions/shared/problem.ts';
import { codeOf, PROBLEMS, type ProblemCode, type ProblemKey } from '../../functions/shared/problems.ts';
import { isPublic, problemsOf, type Route, takesNoBody } from '../../functions/shared/route.ts';
import { ALL_ROUTES, type StatedRoute } from './all-routes.ts';
import { namedSchemas, querySchemaOf, schemaOf } from './schemas.ts';

/** What each room's routes are about. */
const ROOMS: Readonly<Record<string, string>> = {
  intake: 'Demands and their documents come in.',
  validity: 'What the law says of a draft, and the law itself.',
  desk: 'What became of a demand.',
  review: 'People decide.',
  disclosure: 'What leaves.',
  notice: 'Customers are told.',
  ledger: 'What happened, and the proof of it.',
  reporting: 'Numbers for everyone.',
  log: 'The log that all of it is in.',
};

const PATH_PARAMETERS: Readonly<Record<string, object>> = {
  id: {
    description: 'Id of the demand, as filing it answered',
    schema: { type: 'string', pattern: '^d-[0-9a-hjkmnp-tv-z]{26}$' },
  },
  sha256: {
    description: 'SHA-256 of a document that the demand names, in lower-case hex',
    schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  },
  period: {
    description: 'A half-year, a year, or a span of days by its first and the day after its last',
    schema: { type: 'string', pattern: '^(\\d{4}(-H[12])?|\\d{4}-\\d\\d-\\d\\d--\\d{4}-\\d\\d-\\d\\d)$' },
    example: '2026-H2',
  },
  objection: {
    description: 'Number of the objection, as recording it answered',
    schema: { type: 'integer', minimum: 1 },
  },
  page: {
    description: 'Path of a page as the list of the rulebook gives it; its slash stays one',
    schema: { type: 'string' },
    example: 'us/search-warrant',
  },
  file: {
    description: 'checkpoint, checkpoints/SIZE, entries/PAGE, key or keys.json; its slash stays one',
    schema: { type: 'string' },
    example: 'checkpoint',
  },
};

/** The API as OpenAPI 3.1, from the routes that functions and infrastructure read. */
export function openApi() {
  const paths: Record<string, Record<string, object>> = {};
  for (const stated of ALL_ROUTES) {
    const path = stated.route.path.replace('+}', '}');
    paths[path] = { ...paths[path], [stated.route.method.toLowerCase()]: operation(stated) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Due Process',
      version: '1',
      description:
        "Answers legal demands for customer data on a cloud provider's behalf. Errors are `application/problem+json` (RFC 9457): `code` is stable and for programs, `detail` says what to do.",
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The host that serves this description, at the stage of its path' }],
    tags: [...new Set(ALL_ROUTES.map(({ room }) => room))].map((name) => ({
      name,
      description: ROOMS[name],
    })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'Of the issuer that the deployment trusts; roles are its groups. A call acts in one role, and a token of an agent acts as an agent only.',
        },
      },
      schemas: { ...namedSchemas(), Problem: PROBLEM },
    },
  };
}

function operation({ room, verb, route }: StatedRoute) {
  const { summary, roles, body } = route;
  return {
    operationId: verb.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase()),
    tags: [room],
    summary,
    ...(isPublic(route)
      ? { description: 'For everyone.', security: [] }
      : { description: `Roles: ${[roles].flat().join(', ')}.`, security: [{ token: [] }] }),
    parameters: parametersOf(route),
    ...(body
      ? {
          requestBody: {
            required: !takesNoBody(body),
            content: { 'application/json': { schema: schemaOf(body) } },
          },
        }
      : {}),
    responses: { ...answersOf(route), ...refusalsOf(route) },
  };
}

/** What every route that is not public may be sent. */
const OF_A_CALLER: NonNullable<Route['headers']> = {
  [ACTING_ROLE]: {
    says: 'The one role in which the caller acts. Needed where the token has several that may do this.',
  },
};

function parametersOf({ path, query = {}, roles, headers }: Route) {
  return [
    ...[...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => ({
      name,
      in: 'path',
      required: true,
      ...PATH_PARAMETERS[name],
    })),
    ...Object.entries(query).map(([name, { says, schema }]) => ({
      name,
      in: 'query',
      description: says,
      ...querySchemaOf(schema),
    })),
    // What is accepted is said by the media types of the answers; OpenAPI takes no parameter of that name.
    ...Object.entries({ ...headers, ...(roles === 'public' ? {} : OF_A_CALLER) })
      .filter(([name]) => name !== 'accept')
      .map(([name, { says, required = false, pattern }]) => ({
        name,
        in: 'header',
        required,
        description: says,
        schema:
          name === ACTING_ROLE
            ? { enum: [...ROLES] }
            : { type: 'string', ...(pattern ? { pattern: pattern.source } : {}) },
      })),
  ];
}

function answersOf({ answers }: Route) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { says, json, text = [], bytes = [] }]) => {
      const content = {
        ...(json ? { 'application/json': { schema: schemaOf(json) } } : {}),
        ...Object.fromEntries(text.map((type) => [type, { schema: { type: 'string' } }])),
        ...Object.fromEntries(
          bytes.map((type) => [type, { schema: { type: 'string', contentMediaType: type } }]),
        ),
      };
      return [status, { description: says, ...(Object.keys(content).length > 0 ? { content } : {}) }];
    }),
  );
}

/** Problems by status: what each code asks for, and the codes as an enum. */
function refusalsOf(route: Route) {
  const codes = [...new Set(problemsOf(route))];
  const statuses = [...new Set(codes.map(statusOf))].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const own = codes.filter((code) => statusOf(code) === status);
      const schema = {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          {
            type: 'object',
            required: ['status', 'code'],
            properties: { status: { const: status }, code: { enum: own } },
          },
        ],
      };
      return [
        status,
        {
          description: own.map((code) => `- \`${code}\`: ${textsOf(code).join(' Or: ')}`).join('\n'),
          content: { 'application/problem+json': { schema } },
        },
      ];
    }),
  );
}

const keysOf = (code: ProblemCode) =>
  Object.keys(PROBLEMS).filter((key): key is ProblemKey => codeOf(key) === code);
const statusOf = (code: ProblemCode) => PROBLEMS[code][0];
const textsOf = (code: ProblemCode) => keysOf(code).map((key) => PROBLEMS[key][1]);

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; meant for programs.' },
    detail: { type: 'string', description: 'What to do.' },
    instance: { type: 'string', description: 'Quote it to whoever runs the service.' },
    faults: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer (RFC 6901) into the body.' },
          code: { enum: [...new Set(Object.keys(FIELD_FAULTS).map(codeOf))] },
          detail: { type: 'string' },
        },
      },
    },
  },
  examples: [problemBody(problem('too_late'), 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef')],
};
