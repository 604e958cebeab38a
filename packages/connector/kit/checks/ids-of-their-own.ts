import type { Check } from '../check.ts';
import { type Finding, finding } from '../finding.ts';

export const idsOfTheirOwn: Check = {
  says: 'gives every record of an item and instant an id of its own',
  run: async (bench) => {
    const seen = new Map<string, number>();
    const findings: Finding[] = [];
    for (const { item, at, id, number } of await bench.whole()) {
      const key = JSON.stringify([item, at, id]);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, number);
      else findings.push(finding('duplicate-id', `line ${number} (${item}) has the id of line ${first}.`));
    }
    return findings;
  },
};
