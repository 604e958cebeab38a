import { InconsistentState } from '../shared/faults.ts';
import { problem } from '../shared/problem.ts';
import type { LogFiles } from './log.store.ts';
import { checkpointKey, KEY, LATEST } from './log-files.ts';
import { entriesIn, tilePath } from './tiles.ts';

/** How long a copy is as good as the file: `public`, or until the next checkpoint. */
export type ServedLog = { text: string; isFinal: boolean };

const NUMBER = '(0|[1-9]\\d{0,11})';
const CHECKPOINT = new RegExp(`^checkpoints/${NUMBER}$`);
const PAGE = new RegExp(`^entries/${NUMBER}$`);
const WIDTH = 256;

/**
 * What is public of the log: `checkpoint`, the latest; `checkpoints/SIZE`, that of one size; `key`, which verifies both;
 * `entries/PAGE`, lines of 256 entries, or of as many as there are.
 * @throws Problem 404 for what is none of these, or is not there
 */
export async function serveLog(file: string, published: Pick<LogFiles, 'read'>): Promise<ServedLog> {
  const textOf = async (key: string) => (await published.read(key))?.body.toString('utf8');
  const size = CHECKPOINT.exec(file)?.[1];
  if (size !== undefined)
    return { text: (await textOf(checkpointKey(Number(size)))) ?? notThere(), isFinal: true };
  if (file === KEY || file === LATEST) return { text: (await textOf(file)) ?? notThere(), isFinal: false };
  const page = PAGE.exec(file)?.[1];
  if (page === undefined) return notThere();
  const whole = Number((await textOf(LATEST))?.split('\n')[1] ?? 0);
  const [index, width] = [Number(page), Math.min(WIDTH, whole - Number(page) * WIDTH)];
  if (!(width > 0)) return notThere();
  const bundle = await published.read(tilePath({ level: 'entries', index, width }));
  if (!bundle) throw new InconsistentState('a log without a bundle of its entries');
  return {
    text: entriesIn(bundle.body)
      .map((entry) => `${entry}\n`)
      .join(''),
    isFinal: width === WIDTH,
  };
}

function notThere(): never {
  throw problem('not_in_the_log');
}
