import { InconsistentState } from '../shared/faults.ts';
import { leafHash, rootOf } from './merkle.ts';

/** A batch of entries, and the one entry of the log that stands for it. */
export type Epoch = { number: number; at: string; entries: readonly string[] };

/** `epoch <number> <instant> <root of the batch in hex>`: it tells how often the log was written, and not how much. */
export const epochEntry = ({ number, at, entries }: Epoch): string =>
  `epoch ${number} ${at} ${rootOf(entries.map(leafHash)).toString('hex')}`;

/** The batch as it is archived: the epoch's entry, an empty line, then the entries. */
export const epochText = (epoch: Epoch): string =>
  `${[epochEntry(epoch), '', ...epoch.entries].join('\n')}\n`;

/** @throws InconsistentState where the batch is not the one that its entry stands for */
export function readEpoch(text: string, number: number): Epoch {
  const [head = '', ...lines] = text.split('\n');
  const at = head.split(' ')[2] ?? '';
  const epoch = { number, at, entries: lines.slice(1, -1) };
  if (epochText(epoch) !== text) throw new InconsistentState('an epoch that is not as it was archived');
  return epoch;
}
