import type { InstantRange } from '../../contract.ts';
import { ALL_TIME, isWithin } from '../../instants.ts';
import type { Check } from '../check.ts';
import { type Finding, finding } from '../finding.ts';
import { itemsInTurn, periodsAround } from '../grants.ts';
import type { Line } from '../line.ts';

/** What is outside of a grant, the bench says of each line; here is what is missing inside, and what came from nowhere. */
export const periodAndItems: Check = {
  says: 'finds in a period what the whole has in it, to the millisecond, whichever items are asked for',
  run: async (bench) => {
    const whole = await bench.whole();
    const some = itemsInTurn(bench.subject.connector.items);
    const findings: Finding[] = [];
    const hold = async (items: readonly string[], period: InstantRange) => {
      findings.push(...compared(whole, await bench.read({ items, period }), items, period));
    };
    for (const item of bench.subject.connector.items) await hold([item], ALL_TIME);
    for (const period of periodsAround(whole)) await hold(some(), period);
    return findings;
  },
};

function compared(
  whole: readonly Line[],
  found: readonly Line[],
  items: readonly string[],
  period: InstantRange,
): Finding[] {
  const belongs = ({ item, at, isSetAside }: Line) =>
    items.includes(item) && (at === null ? !isSetAside : isWithin(at, period));
  const expected = whole.filter(belongs);
  const texts = new Set(found.map(({ text }) => text));
  const known = new Set(whole.map(({ text }) => text));
  const of = `from ${period.from} to ${period.to}`;
  return [
    ...expected
      .filter(({ text }) => !texts.has(text))
      .map(({ item, at }) =>
        finding('left-out', `A read of ${items.join(', ')} ${of} has not found what is at ${at} (${item}).`),
      ),
    ...found
      .filter(({ text }) => !known.has(text))
      .map(({ item, number }) =>
        finding('not-the-same-twice', `line ${number} (${item}) ${of} is not among those of all time.`),
      ),
  ];
}
