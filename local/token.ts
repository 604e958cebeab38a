import { resolve } from 'node:path';
import type { ParseArgsConfig } from 'node:util';
import { readArguments, runCommand, WrongArguments } from './arguments.ts';
import { keptOffset } from './clock/laptop-clock.ts';
import { moveDate } from './clock/moved-date.ts';
import { mintToken } from './issuer/mint-token.ts';
import { ROLES } from './issuer/roles.ts';
import { openIssuer } from './issuer/signing-key.ts';
import { openStateFolder } from './state/state-folder.ts';

/**
 * Prints a bearer token of the laptop's own issuer, and nothing else. `--role` may be given more than once; `--authority`
 * is the one for which an agent acts; `--session` the session in which it is given, else one of its own; it is good for
 * `--hours` (1, at most 12). The issuer is made if the folder has none.
 */
const USAGE =
  'npm run -s token -- --role ROLE --as NAME [--authority ID] [--session ID] [--hours N] [--state FOLDER]';

const OPTIONS = {
  role: { type: 'string', multiple: true, default: [] },
  as: { type: 'string' },
  authority: { type: 'string' },
  session: { type: 'string' },
  hours: { type: 'string', default: '1' },
  state: { type: 'string', default: '.due-process' },
} satisfies ParseArgsConfig['options'];

/** A token that lives longer is refused where it is shown. */
const LONGEST_SECONDS = 12 * 3600;

async function main(): Promise<number> {
  const { values } = readArguments(USAGE, { options: OPTIONS });
  const { role: roles, as: sub, authority, session, hours, state } = values;
  const wrong = (what: string): WrongArguments => new WrongArguments(what, USAGE);
  if (sub === undefined || sub === '') throw wrong('Say for whom, with --as');
  if (roles.length === 0 || !roles.every((role) => ROLES.includes(role)))
    throw wrong(`A role is one of ${ROLES.join(', ')}`);
  const seconds = Math.round(Number(hours) * 3600);
  if (!(seconds > 0 && seconds <= LONGEST_SECONDS)) throw wrong('--hours is a number above 0 and at most 12');
  if (session === '') throw wrong('--session is not empty');
  const { issuer, clock } = openStateFolder(resolve(import.meta.dirname, '..', state));
  moveDate(() => keptOffset(clock));
  console.log(
    await mintToken(await openIssuer(issuer), { sub, roles, authority, session, expiresIn: seconds }),
  );
  return 0;
}

await runCommand(main);
