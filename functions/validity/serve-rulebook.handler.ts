import { apiHandler } from '../shared/api.ts';
import { loadRulebookFile } from './rulebook-file.ts';
import { serveRulebook } from './serve-rulebook.ts';

const rulebook = loadRulebookFile();

/** Serves `/rulebook` and `/rulebook/{page+}` to everyone. */
export const handler = apiHandler(async (request) => {
  const { status, contentType, body } = serveRulebook(
    request.optionalPath('page') ?? '',
    request.header('accept') ?? '*/*',
    rulebook,
  );
  return { status, body, headers: { 'content-type': contentType, 'cache-control': 'public, max-age=300' } };
});
