import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

export const findsEveryItem: Check = {
  says: 'finds records of every item that it serves',
  run: async (bench) => {
    const found = new Set((await bench.whole()).filter((line) => !line.isSetAside).map(({ item }) => item));
    return bench.subject.connector.items
      .filter((item) => !found.has(item))
      .map((item) => finding('item-without-records', `The account has no record of ${item}.`));
  },
};
