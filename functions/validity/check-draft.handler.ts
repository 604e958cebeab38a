import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { checkDraftRoute } from './check-draft.route.ts';
import { answerDraft } from './check-draft.ts';
import { knownLaw } from './known-law.ts';
import { loadRulebookFile } from './rulebook-file.ts';

const rulebook = loadRulebookFile();
const law = knownLaw(rulebook);

export const handler = apiHandler(
  answering(checkDraftRoute, async ({ body }) => ({
    status: 200,
    json: answerDraft(body, { rulebook, law, now: systemClock() }),
  })),
);
