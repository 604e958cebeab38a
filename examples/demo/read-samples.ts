import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sample } from './sample.schema.ts';

const FOLDER = join(import.meta.dirname, '..', 'demands');
const MOMENT = /\{(day|now)([+-]\d+)?(m)?\}/g;

/**
 * The sample demands in the order of their file names. `{day-6}` in them is the date six days before today (UTC),
 * `{now-20m}` the instant twenty minutes ago, so that they stay valid.
 */
export function readSamples(now: Date, folder = FOLDER): Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({
      name: name.slice(0, -'.json'.length),
      ...Sample.parse(JSON.parse(withDates(readFileSync(join(folder, name), 'utf8'), now))),
    }));
}

/** The text with its moments written out. */
export function withDates(text: string, now: Date): string {
  return text.replace(MOMENT, (_all, kind: string, offset = '0') =>
    kind === 'day'
      ? new Date(now.getTime() + Number(offset) * 86_400_000).toISOString().slice(0, 10)
      : new Date(now.getTime() + Number(offset) * 60_000).toISOString(),
  );
}
