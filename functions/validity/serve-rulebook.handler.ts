import { answering, publicApiHandler } from '../shared/public-api.ts';
import { listRulebookRoute } from './list-rulebook.route.ts';
import { loadRulebookFile } from './rulebook-file.ts';
import { serveRulebookRoute } from './serve-rulebook.route.ts';
import { serveRulebook } from './serve-rulebook.ts';

const rulebook = loadRulebookFile();

const serve = (page: string, accept = '*/*') => {
  const { contentType, body } = serveRulebook(page, accept, rulebook);
  const headers = { 'content-type': contentType, 'cache-control': 'public, max-age=300' };
  return { status: 200, text: body, headers } as const;
};

export const handler = publicApiHandler(
  answering(listRulebookRoute, async ({ header }) => serve('', header('accept'))),
  answering(serveRulebookRoute, async ({ header, path }) => serve(path('page'), header('accept'))),
);
