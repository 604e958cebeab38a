import type { Account } from './account.ts';
import type { Random } from './random.ts';
import { entryOf, someCircle, someInstant } from './timeline.ts';

export type StoredCall = {
  account: string;
  entry: string;
  id: string;
  start: string;
  seconds: number;
  from: string;
  to: string;
  kind: 'voice' | 'video';
  result: 'answered' | 'missed';
};

/** Calls between customers; both hold a record. */
export function inventCalls(
  random: Random,
  accounts: readonly Account[],
  today: Date,
  count: number,
): StoredCall[] {
  return Array.from({ length: Math.ceil(count / 2) }, () => {
    const [caller, called] = someCircle(random, accounts, 2);
    const at = someInstant(random, today);
    const isAnswered = random.chance(0.8);
    const call = {
      id: random.id(16),
      start: at.toISOString(),
      seconds: isAnswered ? random.int(8, 2400) : 0,
      from: caller?.phone ?? '',
      to: called?.phone ?? '',
      kind: random.pick(['voice', 'video'] as const),
      result: isAnswered ? ('answered' as const) : ('missed' as const),
    };
    return [caller, called].flatMap((one) =>
      one ? [{ account: one.id, entry: entryOf(at, call.id), ...call }] : [],
    );
  }).flat();
}
