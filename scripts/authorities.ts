/**
 * The register of authorities, for the person who keeps it: with the credentials in the environment, or on a running
 * laptop. No function of the service may write it.
 *
 *   npm run authorities -- list
 *   npm run authorities -- show ID
 *   npm run authorities -- enrol FILE             the entry as JSON; it takes the place of the one before
 *   npm run authorities -- suspend ID [--from INSTANT]
 *
 * with (--state FOLDER | --table NAME [--endpoint URL]); by default the laptop of .due-process.
 */
import type { Authority } from '../functions/authorities/authority.schema.ts';
import { standingOf } from '../functions/authorities/standing.ts';
import { isMoment } from '../functions/shared/moment.schema.ts';
import { readArguments, wrongArguments } from './arguments.ts';
import { openRegister, type Register } from './authorities/open-register.ts';
import { readEnrolment } from './authorities/read-enrolment.ts';
import { InputError, runScript } from './input-file.ts';

const USAGE =
  'npm run authorities -- (list | show ID | enrol FILE | suspend ID [--from INSTANT]) [--state FOLDER | --table NAME [--endpoint URL]]';
const OPTIONS = {
  state: { type: 'string' },
  table: { type: 'string' },
  endpoint: { type: 'string' },
  from: { type: 'string' },
} as const;

async function entryOf(id: string, register: Register): Promise<Authority> {
  const authority = await register.find(id);
  if (!authority)
    throw new InputError('The register has no authority of that id; `list` shows those it has.');
  return authority;
}

const lineOf = (authority: Authority) =>
  [authority.id, standingOf(authority, new Date()), authority.country, authority.kind, authority.name].join(
    '  ',
  );

async function list(register: Register): Promise<void> {
  for (const authority of await register.all()) console.log(lineOf(authority));
}

async function show(id: string, register: Register): Promise<void> {
  console.log(JSON.stringify(await entryOf(id, register), undefined, 2));
}

async function enrol(file: string, register: Register): Promise<void> {
  const authority = await readEnrolment(file);
  await register.put(authority);
  console.log(lineOf(authority));
}

async function suspend(id: string, from: string, register: Register): Promise<void> {
  const authority = { ...(await entryOf(id, register)), status: { is: 'suspended' as const, from } };
  await register.put(authority);
  console.log(`${authority.id}  suspended from ${from}`);
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments(USAGE, { options: OPTIONS, allowPositionals: true });
  const { from, ...where } = values;
  const [verb = '', subject, ...more] = positionals;
  const takes = { list: 0, show: 1, enrol: 1, suspend: 1 }[verb];
  if (takes === undefined) throw wrongArguments('Say what to do', USAGE);
  if (more.length > 0 || (subject === undefined) !== (takes === 0))
    throw wrongArguments(takes === 0 ? `${verb} takes nothing more` : `${verb} takes one thing`, USAGE);
  if (from !== undefined && verb !== 'suspend') throw wrongArguments('--from is for suspend', USAGE);
  if (from !== undefined && !(from.endsWith('Z') && isMoment(from)))
    throw wrongArguments('--from is an instant such as 2026-11-23T09:00:00Z', USAGE);
  const register = openRegister(where, USAGE);
  if (verb === 'list') await list(register);
  else if (verb === 'show') await show(subject ?? '', register);
  else if (verb === 'enrol') await enrol(subject ?? '', register);
  else await suspend(subject ?? '', from ?? new Date().toISOString(), register);
  return 0;
}

await runScript(main);
