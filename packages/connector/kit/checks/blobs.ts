import { createHash } from 'node:crypto';
import type { Bench } from '../bench.ts';
import type { Check } from '../check.ts';
import { type Finding, finding, saidBy } from '../finding.ts';
import type { Line } from '../line.ts';

/** Blobs that are opened. */
const MOST = 20;
/** Names of errors by which one record is set aside. */
const WITHHELD = /^(?:NoSuchKey|InvalidObjectState|AccessDenied)$/;

export const blobs: Check = {
  says: 'opens the bytes of records more than once, each time the same, and after the stream has ended',
  run: async (bench) => {
    const findings: Finding[] = [];
    const some = (await bench.whole()).filter(({ blob }) => blob).slice(0, MOST);
    for (const line of some) findings.push(...(await openedTwice(line)));
    return [...findings, ...(await openedAgain(bench, some))];
  },
};

async function openedTwice(line: Line): Promise<Finding[]> {
  const [first, second] = [await hashOf(line), await hashOf(line)];
  if (typeof first !== 'string') return [first];
  if (typeof second !== 'string') return [second];
  return first === second
    ? []
    : [finding('blob-changed', `${placeOf(line)}: its bytes were others when opened again.`)];
}

/** A retrieval that was cut off reads again from its start. */
async function openedAgain<C>(bench: Bench<C>, lines: readonly Line[]): Promise<Finding[]> {
  const [line] = lines;
  if (!line) return [];
  const again = (await bench.read({ items: [line.item] })).find(({ text }) => text === line.text);
  const [first, second] = [await hashOf(line), again ? await hashOf(again) : undefined];
  return typeof first === 'string' && typeof second === 'string' && first !== second
    ? [finding('blob-changed', `${placeOf(line)}: its bytes were others in another read.`)]
    : [];
}

async function hashOf(line: Line): Promise<string | Finding> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of (await line.blob?.open()) ?? []) {
      if (!ArrayBuffer.isView(chunk))
        return finding('blob-chunks', `${placeOf(line)}: a chunk is no Uint8Array.`);
      hash.update(chunk);
    }
  } catch (error) {
    if (error instanceof Error && WITHHELD.test(error.name)) return error.name;
    return finding('blob-not-opened', `${placeOf(line)}: ${saidBy(error)}.`);
  }
  return hash.digest('hex');
}

const placeOf = ({ number, item }: Line) => `line ${number} (${item})`;
