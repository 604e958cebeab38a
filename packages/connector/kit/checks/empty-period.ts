import type { Check } from '../check.ts';
import { type Finding, finding } from '../finding.ts';

export const emptyPeriod: Check = {
  says: 'finds nothing that has a time in a period that ends where it begins',
  run: async (bench) => {
    const timed = (await bench.whole()).flatMap(({ at }) => (at === null ? [] : [at]));
    const findings: Finding[] = [];
    for (const at of new Set([timed[0], timed.at(-1)])) {
      if (at === undefined) continue;
      const found = await bench.read({ period: { from: at, to: at } });
      if (found.some((line) => line.at !== null))
        findings.push(finding('found-in-empty-period', `Something is found from ${at} to ${at}.`));
    }
    return findings;
  },
};
