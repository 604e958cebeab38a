import type { Found, Grant, InstantRange, Unfound } from '../contract.ts';
import { ALL_TIME } from '../instants.ts';
import { lineFaults } from '../line-faults.ts';
import { type Finding, finding } from './finding.ts';
import { type Line, lineOf } from './line.ts';
import type { Attempt, Subject } from './subject.ts';

const TIME_LIMIT_MS = 60_000;

/** A read did not come to its end in time. */
export class ReadTooSlow extends Error {
  override readonly name = 'ReadTooSlow';
}

type Asked<C> = Attempt<C> & { items?: readonly string[]; period?: InstantRange };

/** What the checks of one connector read with. */
export class Bench<C = unknown> {
  readonly subject: Subject<C>;
  /** Faults of lines, by every read that there was. */
  readonly faults: Finding[] = [];
  reads = 0;
  #whole: Promise<Line[]> | undefined;

  constructor(subject: Subject<C>) {
    this.subject = subject;
  }

  /** All that there is of the account. */
  whole(): Promise<Line[]> {
    this.#whole ??= this.read({});
    return this.#whole;
  }

  /** @throws ReadTooSlow, or what the connector throws */
  async read(asked: Asked<C>): Promise<Line[]> {
    const lines: Line[] = [];
    for await (const line of this.stream(asked)) lines.push(line);
    return lines;
  }

  async *stream(asked: Asked<C>): AsyncGenerator<Line> {
    const { subject } = this;
    const { connector = subject.connector, account = subject.account } = asked;
    const { items = connector.items, period = ALL_TIME } = asked;
    const grant = frozen({ account, service: connector.service, items: [...items], period: { ...period } });
    const clientsFor = asked.clientsFor ?? subject.clientsFor;
    this.reads += 1;
    // A connector without clients looks at none.
    const found = connector.read(grant, clientsFor?.(grant) as C);
    let number = 0;
    for await (const one of within(found, subject.timeLimitMs ?? TIME_LIMIT_MS)) {
      number += 1;
      const faults = lineFaults(one, grant);
      for (const { rule, what } of faults)
        this.faults.push(finding(rule, `${placeOf(one, number)}: ${what}.`));
      if (faults.some(({ rule }) => rule === 'bad-shape') && !isRecord(one)) continue;
      yield lineOf(one, number);
    }
  }
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null;

function placeOf(one: Found | Unfound, number: number): string {
  const item: unknown = isRecord(one) ? one.item : undefined;
  return typeof item === 'string' && /^[\w.-]{1,60}$/.test(item)
    ? `line ${number} (${item})`
    : `line ${number}`;
}

/** A connector has no business to change its grant. */
function frozen(grant: Grant): Grant {
  Object.freeze(grant.items);
  Object.freeze(grant.period);
  return Object.freeze(grant);
}

/** The same stream, which throws when it has not ended after a time. */
async function* within<T>(source: AsyncIterable<T>, ms: number): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ReadTooSlow(`no end within ${ms / 1000} seconds`)), ms);
  });
  late.catch(() => {});
  let isDone = false;
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), late]);
      if (next.done) {
        isDone = true;
        return;
      }
      yield next.value;
    }
  } catch (error) {
    // It threw, or it hangs: neither is waited for.
    isDone = true;
    if (error instanceof ReadTooSlow) iterator.return?.()?.catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
    if (!isDone) await iterator.return?.();
  }
}
