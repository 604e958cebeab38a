import { apiHandler, json } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { Demand } from '../shared/demand.schema.ts';
import { readJsonBody } from '../shared/json-body.ts';
import { requireRole } from '../shared/principal.ts';
import { checkDraft } from './check-draft.ts';
import { loadRulebookFile } from './rulebook-file.ts';

const rulebook = loadRulebookFile();

export const handler = apiHandler(async (request) => {
  requireRole(request.principal(), 'agent', 'reviewer');
  return json(200, checkDraft(readJsonBody(request, Demand), { rulebook, now: systemClock() }));
});
