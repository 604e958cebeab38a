import { answering, publicApiHandler } from '../shared/public-api.ts';
import { listRulebookRoute } from './list-rulebook.route.ts';
import { loadRulebookFile } from './rulebook-file.ts';
import { serveRulebookRoute } from './serve-rulebook.route.ts';
import { type ServedLaw, searchRulebook, serveRulebook } from './serve-rulebook.ts';

const rulebook = loadRulebookFile();

const served = ({ contentType, body }: ServedLaw) => {
  const headers = { 'content-type': contentType, 'cache-control': 'public, max-age=300' };
  return { status: 200, text: body, headers } as const;
};

export const handler = publicApiHandler(
  answering(listRulebookRoute, async ({ header, query }) => {
    const { q: words = '', in: jurisdiction = '', series = '' } = query;
    return served(searchRulebook({ words, jurisdiction, series }, header('accept') ?? '*/*', rulebook));
  }),
  answering(serveRulebookRoute, async ({ header, path }) =>
    served(serveRulebook(path('page'), header('accept') ?? '*/*', rulebook)),
  ),
);
