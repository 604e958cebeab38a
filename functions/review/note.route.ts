import * as z from 'zod/mini';
import { route } from '../shared/route.ts';
import { NoteRequest } from './note.schema.ts';

export const Noted = z.strictObject({ id: z.string(), note: z.int() });

export type Noted = z.infer<typeof Noted>;

export const noteRoute = route({
  method: 'POST',
  path: '/demands/{id}/notes',
  roles: ['reviewer', 'releaser'],
  summary: 'Write a note that the desk alone sees',
  clearedToo: true,
  body: NoteRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 600 }] },
  answers: { 200: { says: 'Its number', json: Noted } },
  problems: ['not_found', 'own_demand', 'same_session', 'stale_decision', 'too_many_notes'],
});
