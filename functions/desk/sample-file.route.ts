import * as z from 'zod/mini';
import { problem } from '../shared/problem.ts';
import { route } from '../shared/route.ts';
import { FileSample } from './view-package.schema.ts';

const MAX_PATH = 1000;

export const sampleFileRoute = route({
  method: 'GET',
  path: '/demands/{id}/package/files',
  roles: ['releaser', 'auditor'],
  clearedToo: true,
  summary: 'Read the first records of a file of a sealed package, as the rulebook lets this role',
  query: {
    path: {
      says: 'Which file, as the index of the package names it',
      schema: z.string().check(z.minLength(1), z.maxLength(MAX_PATH)),
      otherwise: () => problem('bad_path', { max: MAX_PATH }),
    },
  },
  answers: { 200: { says: 'Its beginning, as text', json: FileSample } },
  problems: [
    'not_found',
    'own_demand',
    'same_session',
    'bad_path',
    'nothing_sealed',
    'not_awaiting_release',
    'file_missing',
    'sample_not_allowed',
    'sample_not_shown',
  ],
});
