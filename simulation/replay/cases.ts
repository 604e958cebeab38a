import { type Random, seededRandom } from '../../examples/provider/random.ts';
import { MAX_TARGETS } from '../../functions/shared/demand.schema.ts';
import { OUTCOMES, type Outcome, type Row } from './published-table.ts';

/**
 * One demand that a table stands for. `accounts` is how many it names; `isOther` chooses between the two ways that lead to the
 * same: nobody of that name or nothing found, nobody signed or a person refuses.
 */
export type Case = { number: number; country: string; wanted: Outcome; accounts: number; isOther: boolean };

/** All demands of a table, numbered from 1, always the same for the same seed. */
export function casesOf(rows: readonly Row[], seed: number): Case[] {
  const random = seededRandom(seed);
  let number = 0;
  return rows.flatMap((row) => {
    const accounts = dealt(row, random);
    return OUTCOMES.flatMap((outcome) => Array.from({ length: row[outcome] }, () => outcome)).map(
      (wanted, index) => {
        number += 1;
        return {
          number,
          country: row.country,
          wanted,
          accounts: accounts[index] ?? 1,
          isOther: number % 2 === 0,
        };
      },
    );
  });
}

/** Each demand names one account; the others come in lumps, as papers with many targets have them. */
function dealt({ requests, accounts }: Row, random: Random): number[] {
  const named = Array.from({ length: requests }, () => 1);
  const lump = Math.ceil((3 * accounts) / Math.max(1, requests));
  for (let left = accounts - requests; left > 0; ) {
    const index = random.int(0, requests - 1);
    const before = named[index] ?? 0;
    const more = Math.min(left, random.int(1, lump), MAX_TARGETS - before);
    named[index] = before + more;
    left -= more;
  }
  return named;
}

/** The demands in so many shares, each of which has some of every country and outcome, as far as there are enough. */
export function sharesOf(cases: readonly Case[], count: number): Case[][] {
  const shares = Array.from({ length: count }, (): Case[] => []);
  for (const one of cases) shares[one.number % count]?.push(one);
  return shares;
}
