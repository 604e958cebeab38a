import type { Clock } from '../shared/clock.ts';

/** A demand that was withdrawn or set aside is read no longer than this: as long as nobody asks. */
export const ASK_EVERY_MS = 10_000;

/** The demand was withdrawn, or a court set it aside, while one of its grants was read. */
export class WithdrawnWhileRead extends Error {
  override readonly name = 'WithdrawnWhileRead';
}

/** `since`: when it was seen to stand, in milliseconds since 1970. */
type Asking = { stands(): Promise<boolean>; clock: Clock; since: number };

/**
 * What is found, for as long as the demand stands: whoever reads on is asked every few seconds whether it does.
 * @throws WithdrawnWhileRead once it does not
 */
export async function* whileStanding<T>(
  found: AsyncIterable<T>,
  { stands, clock, since }: Asking,
): AsyncGenerator<T> {
  let asked = since;
  for await (const one of found) {
    const now = clock().getTime();
    if (now - asked >= ASK_EVERY_MS) {
      if (!(await stands())) throw new WithdrawnWhileRead('nothing more of it is read');
      asked = now;
    }
    yield one;
  }
}
