import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIfPresent, writeAtomically } from '../state/atomic-file.ts';

/** One process of the embedded engine. */
export type EngineProcess = {
  /** Resolves with how, when the process ends, whoever ended it. */
  readonly ended: Promise<string>;
  /** Whether it is there and answers in this time. */
  readonly answers: (milliseconds: number) => Promise<boolean>;
  /** Ends it without asking. What it acknowledged is on the disk. */
  readonly kill: () => void;
  readonly stop: () => Promise<void>;
};

/** The engine ended before it answered, or did not answer. Its message says which. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

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

async function isAnswered(url: URL, milliseconds: number): Promise<boolean> {
  try {
    await fetch(url, { method: 'POST', body: '{}', signal: AbortSignal.timeout(milliseconds) });
    return true;
  } catch {
    return false;
  }
}

/** How long a new process has until it answers. */
const PATIENCE_MS = 15_000;

export type EngineSettings = {
  readonly program: string;
  readonly port: number;
  readonly databaseFile: string;
  readonly logFile: string;
};

/** Starts the engine on its database file. @throws NotStarted when it does not come to answer */
export async function startEngine(settings: EngineSettings): Promise<EngineProcess> {
  const { program, port, databaseFile, logFile } = settings;
  const pidFile = `${databaseFile}.pid`;
  endOrphan(pidFile, databaseFile);
  const guard = watchdog();
  // Its own session: Ctrl-C in the terminal must reach the laptop alone, which stops the engine last.
  const engine = spawn(program, ['--port', String(port), '--db-path', databaseFile], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  const ended = new Promise<string>((resolve) => {
    engine.once('error', (error) => resolve(error.message));
    engine.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`));
  });
  let endedWith: string | undefined;
  void ended.then((how) => {
    endedWith = how;
    guard.stdin?.end('stopped\n');
    log.end();
  });
  // The watchdog may have been killed; the engine then outlives a laptop that is killed, until the next start.
  guard.stdin?.on('error', () => {});
  guard.stdin?.write(`${engine.pid}\n`);
  noteProcess(pidFile, engine.pid);
  // A full disk costs the log. The engine would wait for ever for somebody to read what it says.
  log.once('error', () => {
    engine.stdout.resume();
    engine.stderr.resume();
  });
  engine.stdout.pipe(log, { end: false });
  engine.stderr.pipe(log, { end: false });
  const url = new URL(`http://127.0.0.1:${port}/`);
  const patient = performance.now() + PATIENCE_MS;
  while (!(await isAnswered(url, 1000))) {
    if (endedWith !== undefined) throw new NotStarted(endedWith);
    if (performance.now() > patient) {
      engine.kill('SIGKILL');
      throw new NotStarted('it does not answer');
    }
    await sleep(25);
  }
  return {
    ended,
    answers: (milliseconds) => isAnswered(url, milliseconds),
    kill: () => engine.kill('SIGKILL'),
    stop: async () => {
      engine.kill('SIGTERM');
      const forced = setTimeout(() => engine.kill('SIGKILL'), 2000);
      await ended;
      clearTimeout(forced);
      rmSync(pidFile, { force: true });
    },
  };
}

/** A full disk costs the note, by which a later start would find an engine without a laptop. */
function noteProcess(pidFile: string, pid: number | undefined): void {
  try {
    writeAtomically(pidFile, String(pid));
  } catch (error) {
    console.error(`laptop: ${pidFile} was not written: ${error}`);
  }
}
