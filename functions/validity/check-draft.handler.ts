import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { checkDraftRoute } from './check-draft.route.ts';
import { checkDraft } from './check-draft.ts';
import { loadRulebookFile } from './rulebook-file.ts';

const rulebook = loadRulebookFile();

export const handler = apiHandler(
  answering(checkDraftRoute, async ({ body }) => ({
    status: 200,
    json: checkDraft(body, { rulebook, now: systemClock() }),
  })),
);
