import { route } from '../shared/route.ts';

export const serveLogRoute = route({
  method: 'GET',
  path: '/log/{file+}',
  roles: 'public',
  summary: 'Read the log: checkpoint, checkpoints/SIZE, entries/PAGE, key',
  answers: { 200: { says: 'Text, as functions/log/README.md tells of it', text: ['text/plain'] } },
  problems: ['not_in_the_log'],
});
