import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Laptop } from './laptop.ts';

/** Loads the sample provider's data, if the project has any. It speaks to the laptop as it would to AWS. */
const SEED = join('examples', 'provider', 'seed.ts');

type AfterStart = {
  readonly root: string;
  readonly stateFolder: string;
  readonly laptop: Laptop;
  readonly report: (line: string) => void;
};

/** Starts the hook in the background. Returns the function that ends it early. */
export function afterStart({ root, stateFolder, laptop, report }: AfterStart): () => void {
  if (!existsSync(join(root, SEED))) return () => {};
  const seed: ChildProcess = spawn(process.execPath, [SEED, '--state', stateFolder], {
    cwd: root,
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: laptop.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: laptop.credentials.secretAccessKey,
      AWS_ENDPOINT_URL: laptop.awsEndpoint,
      AWS_REGION: 'us-east-1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (chunk: Buffer): void => {
    said += chunk.toString('utf8');
  };
  seed.stdout?.on('data', listen);
  seed.stderr?.on('data', listen);
  seed.once('close', (code, signal) => {
    if (signal !== null) return;
    report(code === 0 ? said.trim() : `The sample provider could not be loaded:\n${said.trim()}`);
  });
  return () => seed.kill('SIGTERM');
}
