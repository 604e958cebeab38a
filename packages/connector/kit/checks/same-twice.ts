import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

export const sameTwice: Check = {
  says: 'finds the same lines in the same order when it reads again',
  run: async (bench) => {
    const [first, second] = [await bench.whole(), await bench.read({})];
    if (first.length !== second.length)
      return [
        finding('not-the-same-twice', `One read gave ${first.length} lines, the next ${second.length}.`),
      ];
    const other = first.find(({ text }, index) => second[index]?.text !== text);
    return other
      ? [finding('not-the-same-twice', `line ${other.number} (${other.item}) was another in the next read.`)]
      : [];
  },
};
