import * as z from 'zod/mini';
import { route } from '../shared/route.ts';

export const serveOpenapiRoute = route({
  method: 'GET',
  path: '/openapi.json',
  roles: 'public',
  summary: 'Read this description',
  answers: { 200: { says: 'The API as OpenAPI 3.1', json: z.looseObject({ openapi: z.literal('3.1.0') }) } },
  problems: [],
});
