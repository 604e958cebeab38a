import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import * as z from 'zod/mini';

const Line = z.object({
  demandId: z.string(),
  letter: z.int(),
  /** `sending` is written before the mail server is called, `sent` when it took the letter, `told` when the API knows of it. */
  state: z.enum(['taken', 'sending', 'sent', 'told']),
  providerId: z.optional(z.string()),
  /** Which taking of the letter that was. */
  taken: z.optional(z.int()),
});
export type JournalLine = z.infer<typeof Line>;

/** What this mailer did with letters, over restarts: numbers, and nothing of what they say or to whom. */
export type Journal = {
  write(line: JournalLine): void;
  /** What stands last of each letter of a demand. */
  of(demandId: string): JournalLine[];
  /** Demands of which the API was not told everything. */
  unsettled(): string[];
  close(): void;
};

/** A journal in a file. Each line is on the disk when `write` returns; one that a crash cut short is removed, and what stands before it holds. */
export function openJournal(file: string): Journal {
  const last = new Map<string, JournalLine>();
  const keep = (line: JournalLine) => last.set(`${line.demandId}#${line.letter}`, line);
  if (existsSync(file)) {
    const bytes = readFileSync(file);
    const whole = bytes.lastIndexOf('\n') + 1;
    if (whole < bytes.length) truncateSync(file, whole);
    const lines = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);
    for (const line of lines) keep(Line.parse(JSON.parse(line)));
  }
  const descriptor = openSync(file, 'a', 0o600);
  return {
    write: (line) => {
      writeSync(descriptor, `${JSON.stringify(line)}\n`);
      fsyncSync(descriptor);
      keep(line);
    },
    of: (demandId) => [...last.values()].filter((line) => line.demandId === demandId),
    unsettled: () => [
      ...new Set([...last.values()].filter(({ state }) => state !== 'told').map(({ demandId }) => demandId)),
    ],
    close: () => closeSync(descriptor),
  };
}
