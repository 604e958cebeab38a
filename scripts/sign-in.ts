import { spawn } from 'node:child_process';
import { readArguments, wrongArguments } from './arguments.ts';
import { runScript } from './input-file.ts';
import { signIn } from './sign-in/sign-in.ts';

/**
 * Signs in with a browser and prints a token, and nothing else, so that a shell can keep it:
 * `TOKEN=$(npm run -s sign-in -- --issuer URL)`. The address to open goes to the terminal.
 */
const USAGE =
  'npm run -s sign-in -- --issuer URL [--client ID] [--port N] [--scope WORDS] [--token id|access] [--wait SECONDS] [--open]';

const OPTIONS = {
  issuer: { type: 'string' },
  client: { type: 'string', default: 'due-process' },
  port: { type: 'string', default: '7341' },
  scope: { type: 'string', default: 'openid' },
  token: { type: 'string', default: 'id' },
  wait: { type: 'string', default: '300' },
  open: { type: 'boolean', default: false },
} as const;

const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

function openBrowser(address: URL): void {
  const [command, ...first] = OPENERS[process.platform] ?? ['xdg-open'];
  // Where there is none, the address is on the terminal.
  spawn(command, [...first, address.href], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

async function main(): Promise<number> {
  const { issuer, client, port, scope, token, wait, open } = readArguments(USAGE, {
    options: OPTIONS,
  }).values;
  const wrong = (what: string) => wrongArguments(what, USAGE);
  if (issuer === undefined || !URL.canParse(issuer)) throw wrong('Name the issuer by its URL');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw wrong('--port is a port');
  if (token !== 'id' && token !== 'access') throw wrong('--token is id or access');
  if (!/^[1-9]\d{0,3}$/.test(wait)) throw wrong('--wait is a number of seconds, 1 to 9999');
  if (!scope.split(' ').includes('openid')) throw wrong('--scope has the word openid');
  const given = await signIn({
    issuer: new URL(issuer),
    clientId: client,
    port: Number(port),
    scope,
    use: token,
    waitMs: Number(wait) * 1000,
    onAddress: (address) => {
      console.error(`Open this address to sign in:\n${address.href}`);
      if (open) openBrowser(address);
    },
  });
  console.log(given);
  return 0;
}

await runScript(main);
