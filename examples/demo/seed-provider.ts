import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Desk } from './desk.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * Loads the sample provider's accounts, once per state folder. A deployment (API_URL) is loaded by its deployer, with
 * `npm run seed`.
 */
export async function seedProvider(desk: Desk): Promise<void> {
  if (process.env.API_URL) return;
  const seed = spawn(process.execPath, ['examples/provider/seed.ts', '--state', desk.state], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => seed.once('exit', resolve));
  if (code !== 0) throw new Error('the sample provider could not be loaded');
}
