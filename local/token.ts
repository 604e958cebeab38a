import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mintToken } from './issuer/mint-token.ts';
import { openIssuer } from './issuer/signing-key.ts';
import { openStateFolder } from './state/state-folder.ts';

const USAGE = `Prints a bearer token of the laptop's own issuer, and nothing else.
  npm run -s token -- --role ROLE --as NAME
  --role ROLE         may be given more than once
  --authority ID      the authority for which an agent acts
  --hours N           how long it is good (1)
  --state FOLDER      whose issuer (.due-process); it is made if there is none`;

const { values: flags } = parseArgs({
  options: {
    role: { type: 'string', multiple: true, default: [] },
    as: { type: 'string' },
    authority: { type: 'string' },
    hours: { type: 'string', default: '1' },
    state: { type: 'string', default: '.due-process' },
  },
});

async function main(): Promise<number> {
  const hours = Number(flags.hours);
  if (flags.as === undefined || flags.role.length === 0 || !(hours > 0)) {
    console.error(USAGE);
    return 2;
  }
  const { issuer: path } = openStateFolder(resolve(import.meta.dirname, '..', flags.state));
  const request = {
    sub: flags.as,
    roles: flags.role,
    authority: flags.authority,
    expiresIn: Math.round(hours * 3600),
  };
  console.log(await mintToken(await openIssuer(path), request));
  return 0;
}

process.exitCode = await main();
