/**
 * Sends the letters to customers: reads events of the bus from its standard input, one a line, takes the letters of the demands
 * that they name, sends each, and tells the API what became of it. README.md says how the events come here.
 */
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import { readArguments, wrongArguments } from '../../scripts/arguments.ts';
import { readJsonInput, runScript } from '../../scripts/input-file.ts';
import { apiClient } from '../client/api-client.ts';
import { tokenSource } from '../demo/desk.ts';
import { openJournal } from './journal.ts';
import { lettersApi } from './letters-api.ts';
import { isAddress } from './message-of.ts';
import { demandOf } from './notices.ts';
import { type MailerDeps, sendLetters } from './send-letters.ts';
import { folderTransport, smtpTransport, type Transport } from './transports.ts';

const USAGE =
  'node examples/mailer/mailer.ts --api URL --from ADDRESS --addresses FILE (--smtp URL | --folder FOLDER) [--journal FILE] [--state FOLDER] < EVENTS';

const OPTIONS = {
  api: { type: 'string' },
  from: { type: 'string' },
  addresses: { type: 'string' },
  smtp: { type: 'string' },
  folder: { type: 'string' },
  journal: { type: 'string', default: 'mailer-journal.jsonl' },
  state: { type: 'string', default: '.due-process' },
} as const;

async function main(): Promise<number> {
  const { values } = readArguments(USAGE, { options: OPTIONS });
  const { api: url, from, addresses: file, journal, state } = values;
  if (url === undefined || !URL.canParse(url))
    throw wrongArguments('Say where the API is, with --api', USAGE);
  if (from === undefined || !isAddress(from)) throw wrongArguments('--from is one address', USAGE);
  if (file === undefined) throw wrongArguments('Name the file of addresses, with --addresses', USAGE);
  const addresses = new Map(Object.entries(z.record(z.string(), z.string()).parse(readJsonInput(file))));
  const deps = {
    journal: openJournal(journal),
    transport: transportOf(values),
    from,
    addressOf: (account: string) => addresses.get(account),
    onFailure: (demandId: string, letter: number, error: unknown) =>
      console.error(`${demandId} letter ${letter}: ${codeOf(error)}`),
  };
  let hasFailed = false;
  const mail = async (demandId: string): Promise<void> => {
    // Tokens are short-lived, and this runs for long.
    const api = lettersApi(apiClient(url), tokenSource(state));
    const did = await tell(demandId, { ...deps, api });
    hasFailed ||= !did;
  };
  for (const demandId of deps.journal.unsettled()) await mail(demandId);
  for await (const line of createInterface({ input: process.stdin })) {
    const demandId = demandOf(line);
    if (demandId !== undefined) await mail(demandId);
  }
  deps.journal.close();
  return hasFailed ? 1 : 0;
}

/** Whether all went out that waited. What did not is told of again, and so is a demand of which nothing could be asked. */
async function tell(demandId: string, deps: MailerDeps): Promise<boolean> {
  try {
    const { sent, failed, isHeld } = await sendLetters(demandId, deps);
    console.log(`${demandId} ${sent} sent, ${failed} not${isHeld ? ', none may be sent now' : ''}`);
    return failed === 0;
  } catch (error) {
    console.error(`${demandId} ${codeOf(error)}`);
    return false;
  }
}

/** What an error is, without its words: they may name a customer's address. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an error';
  return 'code' in error ? String(error.code) : error.name;
}

const ON_THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

function transportOf({ smtp, folder }: { smtp?: string; folder?: string }): Transport {
  if ((smtp === undefined) === (folder === undefined))
    throw wrongArguments('Say where letters go, with --smtp or --folder', USAGE);
  if (folder !== undefined) return folderTransport(folder);
  const url = URL.canParse(smtp ?? '') ? new URL(smtp ?? '') : undefined;
  if (url === undefined || !['smtp:', 'smtps:'].includes(url.protocol))
    throw wrongArguments('--smtp is an address such as smtps://mail.example.com', USAGE);
  const secure = url.protocol === 'smtps:';
  const { SMTP_USER: user, SMTP_PASSWORD: pass } = process.env;
  return smtpTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    isPlain: !secure && ON_THIS_MACHINE.includes(url.hostname),
    ...(user && pass ? { auth: { user, pass } } : {}),
  });
}

await runScript(main);
