import { join, resolve } from 'node:path';
import { portArgument, readArguments, runCommand } from '../arguments.ts';
import { keptOffset } from '../clock/laptop-clock.ts';
import { moveDate } from '../clock/moved-date.ts';
import { lockHolder } from '../state/lock.ts';
import { openStateFolder } from '../state/state-folder.ts';
import { serveIssuer } from './issuer-server.ts';
import { AUDIENCE } from './mint-token.ts';
import { readPeople } from './person.ts';
import { moveIssuer, openIssuer } from './signing-key.ts';

/** Serves the issuer alone, so that a deployment elsewhere can trust its tokens. */
const USAGE = 'npm run issuer -- [--port PORT] [--state FOLDER]';

const ROOT = resolve(import.meta.dirname, '../..');

const OPTIONS = { port: { type: 'string' }, state: { type: 'string', default: '.due-process' } } as const;

async function main(): Promise<number> {
  const { values: flags } = readArguments(USAGE, { options: OPTIONS });
  const port = flags.port === undefined ? undefined : portArgument(flags.port, '--port', USAGE);
  const { issuer: path, lock, clock } = openStateFolder(resolve(ROOT, flags.state));
  const laptop = lockHolder(lock);
  if (laptop !== undefined) {
    console.error(
      `The laptop of this state folder (process ${laptop}) serves its issuer already. Give another --state.`,
    );
    return 1;
  }
  moveDate(() => keptOffset(clock));
  if (port !== undefined) await moveIssuer(path, port);
  const issuer = await openIssuer(path);
  const { server, jwksUri } = await serveIssuer(issuer, {
    people: readPeople(join(ROOT, 'examples', 'people.json')),
  });
  console.log(`OidcIssuer=${issuer.url}\nOidcJwksUri=${jwksUri}\nOidcAudience=${AUDIENCE}`);
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return 0;
}

await runCommand(main);
