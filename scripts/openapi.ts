import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { UploadRequest } from '../functions/intake/upload-document.ts';
import { ClarifyRequest } from '../functions/review/clarify.ts';
import { ReleaseRequest } from '../functions/review/decide-release.ts';
import { ReviewRequest } from '../functions/review/decide-review.ts';
import { Demand } from '../functions/shared/demand.schema.ts';
import { Determination } from '../functions/shared/determination.schema.ts';
import { readArguments } from './arguments.ts';
import { runScript } from './input-file.ts';

type Route = {
  method: 'get' | 'post';
  path: string;
  summary: string;
  roles: readonly string[];
  body?: z.ZodMiniType;
  success: number;
  answer: string;
};

const STAFF = ['reviewer', 'releaser', 'auditor'];
const EVERYONE = ['agent', ...STAFF];

const ROUTES: readonly Route[] = [
  {
    method: 'post',
    path: '/documents',
    summary: 'A place to upload one document',
    roles: ['agent'],
    body: UploadRequest,
    success: 201,
    answer: 'A presigned URL that takes exactly these bytes',
  },
  {
    method: 'post',
    path: '/demands',
    summary: 'File a demand',
    roles: ['agent'],
    body: Demand,
    success: 202,
    answer: 'The id of the demand and the URL of its status',
  },
  {
    method: 'get',
    path: '/demands',
    summary: 'List demands, newest first',
    roles: EVERYONE,
    success: 200,
    answer: 'A page of demands',
  },
  {
    method: 'get',
    path: '/demands/{id}',
    summary: 'Read a demand',
    roles: EVERYONE,
    success: 200,
    answer: 'Its status, determination and decisions',
  },
  {
    method: 'get',
    path: '/demands/{id}/events',
    summary: 'Read the ledger of a demand',
    roles: EVERYONE,
    success: 200,
    answer: 'Its events and whether their chain is whole',
  },
  {
    method: 'post',
    path: '/demands/{id}/review',
    summary: 'Decide on the determination',
    roles: ['reviewer'],
    body: ReviewRequest,
    success: 200,
    answer: 'The decision as recorded',
  },
  {
    method: 'post',
    path: '/demands/{id}/release',
    summary: 'Decide whether the package may leave',
    roles: ['releaser'],
    body: ReleaseRequest,
    success: 200,
    answer: 'The decision, and how many people are missing',
  },
  {
    method: 'post',
    path: '/demands/{id}/clarify',
    summary: 'Add what was missing and check again',
    roles: ['agent', 'reviewer'],
    body: ClarifyRequest,
    success: 200,
    answer: 'The new round',
  },
  {
    method: 'post',
    path: '/demands/{id}/withdraw',
    summary: 'Take a demand back',
    roles: ['agent'],
    success: 200,
    answer: 'When it was withdrawn',
  },
  {
    method: 'get',
    path: '/demands/{id}/disclosure',
    summary: 'Take delivery of the package',
    roles: ['agent'],
    success: 200,
    answer: 'A presigned URL and the SHA-256 of the package',
  },
  {
    method: 'post',
    path: '/validity',
    summary: 'Check a draft without filing it',
    roles: ['agent', 'reviewer'],
    body: Demand,
    success: 200,
    answer: 'What the draft lacks',
  },
  {
    method: 'get',
    path: '/rulebook',
    summary: 'List the pages of the rulebook',
    roles: [],
    success: 200,
    answer: 'The pages',
  },
  {
    method: 'get',
    path: '/rulebook/{page}',
    summary: 'Read a page, as JSON or HTML',
    roles: [],
    success: 200,
    answer: 'The page',
  },
  {
    method: 'get',
    path: '/reports',
    summary: 'List published reports',
    roles: [],
    success: 200,
    answer: 'Periods and their editions',
  },
  {
    method: 'get',
    path: '/reports/{period}',
    summary: 'Read a report, as JSON or CSV',
    roles: [],
    success: 200,
    answer: 'The latest edition, or the one asked for',
  },
  {
    method: 'post',
    path: '/reports/{period}/editions',
    summary: 'Publish an edition',
    roles: ['auditor'],
    success: 201,
    answer: 'The edition',
  },
];

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'stable; meant for programs' },
    detail: { type: 'string', description: 'what to do' },
    instance: { type: 'string' },
    faults: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};

/** The API as OpenAPI 3.1, with the request schemas that the functions parse with. */
export function openApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of ROUTES) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  return {
    openapi: '3.1.0',
    info: { title: 'Due Process', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: PROBLEM, Determination: schemaOf(Determination) },
    },
  };
}

function operation({ path, summary, roles, body, success, answer }: Route): Record<string, unknown> {
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  return {
    summary,
    ...(roles.length > 0
      ? { description: `Roles: ${roles.join(', ')}.`, security: [{ token: [] }] }
      : { security: [] }),
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...(path === '/demands' && success === 202
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: true,
              schema: { type: 'string', pattern: '^[\\x21-\\x7e]{8,200}$' },
            },
          ]
        : []),
    ],
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } }
      : {}),
    responses: {
      [success]: { description: answer },
      '4XX': problem('What was wrong with the request, and what to do'),
      '5XX': problem('A fault of ours; nothing was lost'),
    },
  };
}

/** What zod cannot say in JSON Schema (calendar dates, unsafe characters) is left to the functions. */
function schemaOf(schema: z.ZodMiniType): unknown {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  return rest;
}

export const OPENAPI_FILE = join(import.meta.dirname, '..', 'docs', 'openapi.json');

if (import.meta.main) {
  await runScript(() => {
    readArguments('npm run openapi', {});
    writeFileSync(OPENAPI_FILE, `${JSON.stringify(openApi(), null, 2)}\n`);
    return 0;
  });
}
