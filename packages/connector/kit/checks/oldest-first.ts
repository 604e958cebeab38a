import type { Check } from '../check.ts';
import { type Finding, finding } from '../finding.ts';

const secondOf = (at: string) => at.slice(0, 'YYYY-MM-DDThh:mm:ss'.length);

export const oldestFirst: Check = {
  says: 'finds the records of an item oldest first, to the second',
  run: async (bench) => {
    const last = new Map<string, string>();
    const findings: Finding[] = [];
    for (const { item, at, number } of await bench.whole()) {
      if (at === null) continue;
      const second = secondOf(at);
      if (second < (last.get(item) ?? ''))
        findings.push(finding('not-oldest-first', `line ${number} (${item}) is older than one before it.`));
      last.set(item, second);
    }
    return findings;
  },
};
