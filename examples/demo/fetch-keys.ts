import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedKeys, type TrustedKey } from '../../scripts/verify/trusted-key.ts';

export type PinnedKeys = { file: string; keys: TrustedKey[] };

/** Fetches the provider's keys of packages once, as whoever verifies packages does before the first, and keeps them. */
export async function fetchKeys(apiUrl: string, folder: string): Promise<PinnedKeys> {
  const response = await fetch(`${apiUrl}/log/keys.json`);
  if (!response.ok) throw new Error(`the keys of packages answered ${response.status}`);
  const text = await response.text();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'keys.json');
  writeFileSync(file, text);
  return { file, keys: publishedKeys(text) };
}
