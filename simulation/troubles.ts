import type { Random } from '../examples/provider/random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Span = { from: number; to: number };

/** A dependency that is away: throttled, or behind a broken connection. */
export class Away extends Error {
  override readonly name = 'ThrottlingException';
}

/** What goes wrong around the service, and when: all of it is settled before it begins. */
export class Troubles {
  /** The tables answer nobody. */
  readonly tablesAway: readonly Span[];
  /** No sweep runs: minutes, hours, and once two weeks. */
  readonly noSweeps: readonly Span[];
  /** The mailer takes nothing. */
  readonly noMailer: readonly Span[];
  readonly #random: Random;
  /** How often a change was written and its answer lost. */
  lost = 0;

  constructor(start: number, end: number, random: Random) {
    this.#random = random;
    const length = end - start;
    const some = (count: number, min: number, max: number): Span[] =>
      Array.from({ length: count }, () => {
        const from = start + random.next() * length;
        return { from, to: from + min + random.next() * (max - min) };
      });
    const months = length / (30 * DAY);
    const often = (perMonth: number) => Math.max(1, Math.round(perMonth * months));
    this.tablesAway = some(often(2), MINUTE, 15 * MINUTE);
    this.noSweeps = [...some(often(2), 10 * MINUTE, 12 * HOUR), ...some(1, 14 * DAY, 14 * DAY)];
    this.noMailer = some(often(0.5), 6 * HOUR, 4 * DAY);
  }

  isSweepAway(now: number): boolean {
    return isIn(this.noSweeps, now);
  }

  /** The end of the time for which the mailer is away; now where it is not. */
  mailerFrom(now: number): number {
    return this.noMailer.find((span) => isWithin(span, now))?.to ?? now;
  }

  beforeCall(now: number): void {
    if (isIn(this.tablesAway, now)) throw new Away('the table is throttled');
  }

  /** Now and then a change is written, and the connection breaks before its answer comes. */
  afterCall(command: string): void {
    if (command !== 'TransactWriteCommand' || !this.#random.chance(0.001)) return;
    this.lost += 1;
    throw Object.assign(new Away('the connection was reset'), { code: 'ECONNRESET' });
  }

  /** Whether nothing was away in a time that the service needs. */
  isQuiet(from: number, to: number): boolean {
    return [...this.tablesAway, ...this.noSweeps].every((span) => span.from > to || span.to < from);
  }
}

const isWithin = ({ from, to }: Span, now: number) => from <= now && now < to;
const isIn = (spans: readonly Span[], now: number) => spans.some((span) => isWithin(span, now));
