import type { Happened } from '../world.ts';
import { overAt } from './dates.ts';
import { type Expected, expectedOf } from './expected.ts';
import { preservationWritten } from './keeping.ts';
import { type Book, type Breach, type Known, newKnown, type Row, text } from './known.ts';
import { askWhenFree, type Letter, lettersAtEnd, noticeWritten } from './letters.ts';
import type { RulebookData } from './rulebook-data.ts';
import type { Silence } from './silence.ts';
import { SortedByTime } from './sorted-by-time.ts';
import { matters, nextToTell, type Watched, wasTold, watched } from './watched.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What the audit asks of a demand as it stands. */
type Looks = { dueAtOf: (id: string) => string | undefined; isLive: (id: string) => boolean };

/**
 * Holds what the ledger told against what had to be, by arithmetic of its own. It hears of every change as it is written, and
 * is asked after every run of a schedule.
 */
export class Audit {
  readonly breaches: Breach[] = [];
  readonly counts = { dates: 0, met: 0, escalated: 0, told: 0, silent: 0 };
  readonly #data: RulebookData;
  readonly #numberOf: (id: string) => number;
  readonly #known = new Map<string, Known>();
  /** What must have been told by the next sweep after an instant. */
  readonly #sweeps = new SortedByTime<{ known: Known; date: Watched; at: number }>();
  /** The same of `send-due`. */
  readonly #sendings = new SortedByTime<{ known: Known; check: (now: number) => void }>();

  readonly #book: Book;

  constructor(data: RulebookData, numberOf: (id: string) => number) {
    this.#book = {
      data,
      breach: (...told) => this.#breach(...told),
      watch: (...date) => this.#watch(...date),
      atSending: (known, at, check) => this.#sendings.add(at, { known, check }),
    };
    this.#data = data;
    this.#numberOf = numberOf;
  }

  /** When a sweep, and `send-due`, must have run after. */
  get nextSweep(): number | undefined {
    return this.#sweeps.first;
  }
  get nextSending(): number | undefined {
    return this.#sendings.first;
  }

  /** @param now what time it is, whatever the product's clock says */
  heard(happened: Happened, now: number): void {
    const { record, event, parts } = happened;
    const at = event.at;
    const known = this.#known.get(record.id) ?? this.#new(happened);
    known.lastAt = now;
    known.status = record.status;
    known.withdrawnAt = record.withdrawnAt;
    known.isUrgent ||= isUrgent(record);
    if (record.status !== 'closed' && (record.dueKind === undefined || record.dueAt === undefined))
      this.#breach(known, 'an open demand has a clock', `none after ${event.action} at ${at}`);
    const notice = parts.get('notice');
    if (notice) noticeWritten(known, notice, now, this.#book);
    const preservation = parts.get('preservation');
    if (preservation) preservationWritten(known, preservation, happened, now, this.#book);
    if (event.action !== 'validity.checked' && !event.action.startsWith('clock.'))
      this.#begun(known, happened, now);
    switch (event.action) {
      case 'validity.checked':
        this.#checked(known, happened, now);
        break;
      case 'scope.compiled':
        for (const [key, row] of parts)
          if (key.startsWith('scope#'))
            known.accounts = new Set((row.grants as { account: string }[]).map((one) => one.account));
        break;
      case 'release.requested':
        this.#watch(known, 'release', at, undefined, now);
        break;
      case 'demand.failed':
        this.#watch(known, 'failed', at, undefined, now);
        break;
      case 'disclosure.available':
        known.isDelivered = true;
        if (record.facts.series === 'emergency') this.#watch(known, 'process-debt', at, undefined, now);
        this.#lookBack(known, at, now);
        break;
      case 'demand.closed':
        known.closedAt = now;
        this.#lookBack(known, at, now);
        break;
      case 'debt.paid':
      case 'debt.waived':
        known.dates.delete('process-debt');
        break;
      case 'emergency.reviewed':
        known.dates.delete('emergency-review');
        break;
      case 'secrecy.recorded':
      case 'secrecy.decided':
        this.#ordered(known, happened, now);
        break;
      case 'letter.taken':
        if (known.silence.isAt(now))
          this.#breach(
            known,
            'nobody is told early',
            `letters were handed out at ${at}, silent until ${text(known.silence.freeFrom(now))}`,
          );
        break;
      case 'clock.warned':
      case 'clock.missed':
        this.#told(known, event.action, event.detail, now);
        break;
      case 'clock.stopped':
        this.#stopped(known, String(event.detail.clock), now);
        break;
    }
  }

  /** @param isWhole whether the run left nothing for another try */
  afterSweep(now: number, isWhole: boolean): void {
    if (!isWhole) return;
    for (const { known, date, at } of this.#sweeps.takeUpTo(now)) {
      if (known.dates.get(date.name) !== date || !matters(date, known)) continue;
      if (!wasTold(date, at, now))
        this.#breach(
          known,
          'a date is met or people are told',
          `${date.name}, over at ${text(date.over)}: nobody was told of ${text(at)} by ${text(now)}`,
        );
      this.#tellNext(known, date.name, at);
    }
  }

  afterSending(now: number, isWhole: boolean): void {
    if (!isWhole) return;
    for (const { check } of this.#sendings.takeUpTo(now)) check(now);
  }

  /**
   * Looks once a day whether any demand was forgotten.
   * @param isQuiet whether nothing was away for two days, so that everything should have been done
   */
  daily(now: number, isQuiet: boolean, { dueAtOf, isLive }: Looks): void {
    for (const known of this.#known.values()) {
      if (known.status === 'closed') continue;
      const dueAt = dueAtOf(known.id);
      if (isQuiet && dueAt !== undefined && Date.parse(dueAt) < now - DAY)
        this.#breach(
          known,
          'nobody is forgotten',
          `${known.status}, to be looked at since ${dueAt}, at ${text(now)}`,
        );
      const isMoving = !['awaiting-review', 'awaiting-release', 'failed'].includes(known.status);
      const isStill = isMoving ? now - known.lastAt > DAY : known.status !== 'failed' && !isLive(known.id);
      if (!isStill || !isQuiet) known.stillSince = undefined;
      else known.stillSince ??= now;
      if (known.stillSince === undefined || now - known.stillSince < 2 * DAY) continue;
      this.#breach(
        known,
        'no demand is stranded',
        `${known.status}, nothing since ${text(known.lastAt)}, at ${text(now)}`,
      );
    }
  }

  /** What is left at the end: letters that reached nobody, or somebody twice; data that was kept too long. */
  atEnd(now: number, letters: readonly Letter[], frozen: Iterable<string>): void {
    lettersAtEnd(this.#known, letters, this.#book);
    for (const known of this.#known.values()) {
      if (known.notice?.state === 'sent') this.counts.told += 1;
      else if (known.isDelivered && known.silence.isAt(now)) this.counts.silent += 1;
      for (const date of known.dates.values())
        if (date.over <= now && date.row.atEnd === 'escalate') {
          this.counts.dates += 1;
          this.counts[date.missed.length > 0 ? 'escalated' : 'met'] += 1;
        }
    }
    for (const key of frozen) {
      const known = this.#known.get(key.split('/')[1] ?? '');
      const isNeeded = known?.kept !== undefined && !known.kept.isEnded;
      if (known?.closedAt !== undefined && !isNeeded && now - known.closedAt > 20 * DAY)
        this.#breach(known, 'what is needed no more is deleted', `${key}, closed at ${text(known.closedAt)}`);
    }
  }

  #new(happened: Happened): Known {
    const { id } = happened.record;
    const known = newKnown(happened, this.#numberOf(id), this.#data);
    this.#known.set(id, known);
    return known;
  }

  #checked(known: Known, happened: Happened, now: number): void {
    const { event } = happened;
    const expected = expectedOf(happened, this.#data);
    for (const says of expected.faults) this.#breach(known, 'dates are those of the law', says);
    known.silence.checked(expected.notice, event.at);
    const ofChecks = new Set(expected.dates.map(({ name }) => name));
    for (const [name, { isOfCheck }] of known.dates)
      if (isOfCheck && !ofChecks.has(name)) known.dates.delete(name);
    for (const date of expected.dates) this.#expect(known, date, now);
  }

  #expect(known: Known, { name, row, from, until }: Expected, now: number): void {
    const before = known.dates.get(name);
    // A time that we gave ourselves begins once.
    if (before && (row.lasts !== undefined || before.over === overAt(until))) return;
    if (row.atEnd !== 'escalate' && overAt(until) <= now) return;
    known.dates.set(name, { ...watched(name, row, from, until), isOfCheck: true });
    this.#tellNext(known, name, Number.NEGATIVE_INFINITY);
  }

  #watch(known: Known, name: string, from: string, until: string | undefined, now: number): void {
    const row = this.#data.desk[name];
    if (!row) throw new RangeError(`no row ${name}`);
    const end = until ?? this.#data.last(row.lasts ?? '', from);
    known.dates.set(name, watched(name, row, from, end));
    this.#tellNext(known, name, now);
  }

  /** Each emergency is looked back at from its delivery on, or else from its end. */
  #lookBack(known: Known, at: string, now: number): void {
    if (known.isUrgent && !known.isLookedBack) this.#watch(known, 'emergency-review', at, undefined, now);
    known.isLookedBack = true;
  }

  #tellNext(known: Known, name: string, after: number): void {
    const date = known.dates.get(name);
    const next = date && nextToTell(date, after);
    if (date && next !== undefined) this.#sweeps.add(next, { known, date, at: next });
  }

  #told(known: Known, action: string, detail: Row, now: number): void {
    const date = known.dates.get(String(detail.clock));
    const isMissed = action === 'clock.missed';
    if (!date) {
      this.#breach(known, 'dates are those of the law', `${detail.clock}: nothing gives such a date`);
      return;
    }
    if (String(detail.until) !== text(date.over))
      this.#breach(
        known,
        'dates are those of the law',
        `${date.name} is over at ${text(date.over)}, and not at ${detail.until}`,
      );
    if (isMissed && now < date.over)
      this.#breach(
        known,
        'dates are those of the law',
        `${date.name} was missed at ${text(now)}, before ${text(date.over)}`,
      );
    (isMissed ? date.missed : date.warned).push(now);
  }

  #stopped(known: Known, name: string, now: number): void {
    const date = known.dates.get(name);
    if (!date) return;
    const isOver = date.row.atEnd === 'ends' && date.over <= now;
    if (matters(date, known) && !isOver)
      this.#breach(
        known,
        'a date is met or people are told',
        `${name} was stopped at ${text(now)} while ${known.status}`,
      );
  }

  /** Dates that begin, or are done with, by what people did: a time of the desk's own is counted again. */
  #begun(known: Known, { event, parts }: Happened, now: number): void {
    for (const [key, row] of parts) {
      if (!key.startsWith('clock#') || OWN_WATCH.includes(key)) continue;
      const name = key.slice('clock#'.length);
      if (row.state === 'stopped') {
        known.dates.delete(name);
        continue;
      }
      const desk =
        this.#data.desk[name] ?? Object.values(this.#data.desk).find((one) => one.for?.includes(name));
      if (!desk) {
        this.#breach(known, 'dates are those of the law', `${name}: nothing gives such a date`);
        continue;
      }
      const own = desk.lasts === undefined ? undefined : this.#data.last(desk.lasts, String(row.from));
      known.dates.set(name, watched(name, desk, event.at, own ?? String(row.until)));
      this.#tellNext(known, name, now);
    }
  }

  #ordered(known: Known, { event, parts }: Happened, now: number): void {
    const { order, decision } = event.detail;
    if (event.action === 'secrecy.recorded') {
      const row = parts.get(`secrecy#${order}`);
      if (row) known.silence.came(Number(order), row as Parameters<Silence['came']>[1], event.at);
    } else known.silence.decided(Number(order), decision === 'accept', event.at);
    askWhenFree(known, now, this.#book);
  }

  #breach({ id, number }: Known, rule: string, says: string): void {
    this.breaches.push({ demandId: id, number, rule, says });
  }
}

/** Dates that the audit begins by itself, whether the product does or not. */
const OWN_WATCH = ['release', 'failed', 'preservation', 'process-debt', 'emergency-review'].map(
  (name) => `clock#${name}`,
);

const DANGERS = ['death', 'serious-injury', 'critical-infrastructure'];
const isUrgent = ({ facts, demand }: Happened['record']) =>
  facts.series === 'emergency' || DANGERS.includes(demand.emergency?.danger ?? '');
