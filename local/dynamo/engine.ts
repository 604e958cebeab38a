import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIfPresent, writeAtomically } from '../state/atomic-file.ts';
import { freePort } from '../state/ports.ts';
import { StartFault } from '../state/start-fault.ts';
import { engineBinary } from './binary.ts';

export type DynamoEngine = {
  readonly url: URL;
  /** Resolves with how, when the engine ends and nobody stopped it; never otherwise. */
  readonly died: Promise<string>;
  readonly stop: () => Promise<void>;
};

/**
 * Waits in `read` on a pipe whose other end only the laptop holds. However the laptop ends, even by kill -9, the
 * pipe closes, and the engine is ended after it. It is a shell because it lives as long as the laptop and weighs 1 MB.
 */
const WATCHDOG =
  'trap "" INT HUP; read -r engine || exit 0; read -r stopped; [ -n "$stopped" ] || kill "$engine"';

function watchdog(): ChildProcess {
  return spawn('/bin/sh', ['-c', WATCHDOG], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
}

/**
 * Ends an engine that still works on this database: the watchdog was killed with the laptop, and two engines must not
 * write one file. The command line says whether the process of that number is still the one that was noted.
 */
function endOrphan(pidFile: string, databaseFile: string): void {
  const pid = Number(readIfPresent(pidFile));
  if (!(pid > 0)) return;
  const command = readIfPresent(`/proc/${pid}/cmdline`) ?? '';
  if (command.split('\0').includes(databaseFile)) process.kill(pid, 'SIGKILL');
}

async function answers(url: URL): Promise<boolean> {
  try {
    await fetch(url, { method: 'POST', body: '{}', signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
}

/** Starts the embedded engine on its database file, or uses the one at DYNAMODB_ENDPOINT. */
export async function startDynamo(databaseFile: string, logFile: string): Promise<DynamoEngine> {
  const elsewhere = process.env.DYNAMODB_ENDPOINT;
  if (elsewhere) {
    if (!URL.canParse(elsewhere)) throw new StartFault('DYNAMODB_ENDPOINT is not a URL.');
    return { url: new URL(elsewhere), died: new Promise(() => {}), stop: async () => {} };
  }
  const program = engineBinary();
  const pidFile = `${databaseFile}.pid`;
  endOrphan(pidFile, databaseFile);
  const port = await freePort();
  const guard = watchdog();
  // Its own session: Ctrl-C in the terminal must reach the laptop alone, which stops the engine last.
  const engine = spawn(program, ['--port', String(port), '--db-path', databaseFile], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<string>((resolve) => {
    engine.once('error', (error) => resolve(error.message));
    engine.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`));
  });
  let endedWith: string | undefined;
  void ended.then((how) => {
    endedWith = how;
  });
  guard.stdin?.write(`${engine.pid}\n`);
  writeAtomically(pidFile, String(engine.pid));
  const log = createWriteStream(logFile, { flags: 'a' });
  // A full disk costs the log. The engine would wait for ever for somebody to read what it says.
  log.once('error', () => {
    engine.stdout.resume();
    engine.stderr.resume();
  });
  engine.stdout.pipe(log, { end: false });
  engine.stderr.pipe(log, { end: false });
  const url = new URL(`http://127.0.0.1:${port}/`);
  for (let attempt = 0; !(await answers(url)); attempt += 1) {
    if (endedWith !== undefined || attempt > 200) {
      guard.stdin?.end('stopped\n');
      throw new StartFault(
        `The embedded DynamoDB did not start: ${endedWith ?? 'it does not answer'} (${logFile}).`,
      );
    }
    await sleep(25);
  }
  let stopped = false;
  const died = new Promise<string>((resolve) => {
    void ended.then((how) => {
      if (!stopped) resolve(how);
    });
  });
  return {
    url,
    died,
    stop: async () => {
      stopped = true;
      engine.kill('SIGTERM');
      const forced = setTimeout(() => engine.kill('SIGKILL'), 2000);
      await ended;
      clearTimeout(forced);
      guard.stdin?.end('stopped\n');
      rmSync(pidFile, { force: true });
      log.end();
    },
  };
}
