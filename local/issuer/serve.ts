import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { lockHolder } from '../state/lock.ts';
import { openStateFolder } from '../state/state-folder.ts';
import { serveIssuer } from './issuer-server.ts';
import { AUDIENCE } from './mint-token.ts';
import { moveIssuer, openIssuer } from './signing-key.ts';

/**
 * Serves the issuer alone, so that a deployment elsewhere can trust its tokens:
 *   npm run issuer -- [--port 9000] [--state .due-process]
 */
const { values: flags } = parseArgs({
  options: { port: { type: 'string' }, state: { type: 'string', default: '.due-process' } },
});

async function main(): Promise<number> {
  const { issuer: path, lock } = openStateFolder(resolve(import.meta.dirname, '../..', flags.state));
  const laptop = lockHolder(lock);
  if (laptop !== undefined) {
    console.error(
      `The laptop of this state folder (process ${laptop}) serves its issuer already. Give another --state.`,
    );
    return 1;
  }
  if (flags.port !== undefined) await moveIssuer(path, Number(flags.port));
  const issuer = await openIssuer(path);
  const { server, jwksUri } = await serveIssuer(issuer);
  console.log(`OidcIssuer=${issuer.url}\nOidcJwksUri=${jwksUri}\nOidcAudience=${AUDIENCE}`);
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return 0;
}

process.exitCode = await main();
