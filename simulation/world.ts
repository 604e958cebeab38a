import { compartmentOf } from '../functions/ledger/demand-id.ts';
import type { DemandRecord } from '../functions/ledger/demand-record.schema.ts';
import { DEMAND_SORT, demandPartition, EVENT_PREFIX } from '../functions/ledger/demands.table.ts';
import { dynamoFilingHistory } from '../functions/ledger/dynamodb-filing-history.ts';
import type { Ledger } from '../functions/ledger/dynamodb-ledgers.ts';
import type { LedgerEvent } from '../functions/ledger/event.schema.ts';
import { WRITER_NAMES, type WriterName } from '../functions/ledger/writers.ts';
import { StoreBusy, TransientFault } from '../functions/shared/faults.ts';
import { isPassing } from '../functions/shared/is-passing.ts';
import { Problem } from '../functions/shared/problem.ts';
import { type DeskClocks, deskClocks } from '../functions/validity/decide/desk-clocks.ts';
import type { Rulebook } from '../functions/validity/decide/rulebook.ts';
import { type SecrecyTimes, secrecyTimes } from '../functions/validity/decide/secrecy-times.ts';
import { markFinder } from '../functions/validity/find-marks.ts';
import { Chances } from './chances.ts';
import type { Options } from './options.ts';
import { growingRegister } from './register.ts';
import { ledgersOfWriter, TABLES } from './store/ledgers.ts';
import { MemoryTables, type Written } from './store/memory-tables.ts';
import { Agenda } from './time/agenda.ts';
import { Troubles } from './troubles.ts';

/** What was written of one demand, as the tables have it. */
export type Happened = {
  record: DemandRecord;
  event: LedgerEvent;
  parts: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
};

const MINUTE = 60_000;

/** The provider, its tables, its time: all that people and machines act in. */
export class World {
  readonly agenda: Agenda;
  readonly chances: Chances;
  readonly tables = new MemoryTables();
  readonly register = growingRegister();
  readonly troubles: Troubles;
  readonly times: SecrecyTimes;
  readonly clocks: DeskClocks;
  readonly marks;
  readonly end: number;
  /** Keys of what is frozen. */
  readonly frozen = new Map<string, number>();
  /** How often something happened that is worth a line at the end. */
  readonly counts = new Map<string, number>();
  /** What nobody planned: faults of the product, or of the simulation. */
  readonly unexpected: { demandId: string; at: string; what: string; error: unknown }[] = [];
  /** Whether a connector has something of each item of a grant; unless somebody says otherwise, of every second one. */
  finds: (demandId: string, grant: number) => boolean = (_demandId, grant) => grant % 2 === 0;
  /** What somebody does in the very moment before a sweep writes about a demand. */
  readonly races = new Map<string, () => Promise<void>>();
  onHappened: (happened: Happened) => void = () => {};
  readonly #ledgers: Record<WriterName, Ledger>;

  readonly options: Options;
  readonly rulebook: Rulebook;

  constructor(options: Options, rulebook: Rulebook) {
    this.options = options;
    this.rulebook = rulebook;
    const start = Date.parse(options.from);
    const end = new Date(start);
    end.setUTCMonth(end.getUTCMonth() + options.months);
    this.end = end.getTime();
    this.agenda = new Agenda(start);
    this.chances = new Chances(options.seed);
    this.troubles = new Troubles(start, this.end, this.chances.ofNumber(0));
    this.times = secrecyTimes(rulebook);
    this.clocks = deskClocks(rulebook);
    const histories = {
      open: dynamoFilingHistory(this.tables.client, TABLES.open.demands),
      cleared: dynamoFilingHistory(this.tables.client, TABLES.cleared.demands),
    };
    this.marks = markFinder({
      authorities: this.register,
      history: { before: (record) => histories[compartmentOf(record.id)].before(record) },
      law: rulebook.general['fraud-signals'],
    });
    this.tables.before = () => this.troubles.beforeCall(this.agenda.now);
    this.tables.after = (command) => this.troubles.afterCall(command);
    this.tables.onWritten = (written) => this.#written(written);
    const clock = this.clock;
    this.#ledgers = Object.fromEntries(
      WRITER_NAMES.map((writer) => {
        const ledger = ledgersOfWriter(writer, this.tables, clock);
        return [writer, options.plant?.ledger?.(ledger, writer) ?? ledger];
      }),
    ) as Record<WriterName, Ledger>;
    for (const writer of ['send-due', 'sweep'] as const) this.#letOthersBefore(writer);
  }

  /** The product's clock; a planted fault has it ahead of the world's. */
  readonly clock = (): Date => new Date(this.agenda.now + (this.options.plant?.aheadMs ?? 0));

  get now(): string {
    return this.agenda.clock().toISOString();
  }

  /** What a function has of the ledgers. */
  ledger(writer: WriterName): Ledger & { clock: () => Date } {
    return { ...this.#ledgers[writer], clock: this.clock };
  }

  /** When a demand is looked at, as its table has it. */
  dueAtOf(demandId: string): string | undefined {
    const { demands } = TABLES[compartmentOf(demandId)];
    const dueAt = this.tables.partition(demands, demandPartition(demandId)).get(DEMAND_SORT)?.dueAt;
    return typeof dueAt === 'string' ? dueAt : undefined;
  }

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  /** Has somebody do something about a demand later. */
  later(demandId: string, ms: number, act: () => Promise<void>): void {
    this.agenda.in(ms, this.chances.numberOf(demandId), act);
  }

  /**
   * What somebody does who asks the service for something: a refusal with a reason is an answer, and who finds the service away
   * comes back later.
   * @returns `done`, or the code of the refusal
   */
  async attempt(demandId: string, what: string, act: () => Promise<unknown>): Promise<string> {
    try {
      await act();
      this.count(what);
      return 'done';
    } catch (error) {
      if (error instanceof Problem) {
        this.count('refused with a reason');
        this.count(`  ${what}: ${error.code}`);
        return error.code;
      }
      if (isPassing(error) || error instanceof TransientFault || error instanceof StoreBusy) {
        this.count('came back since the service was away');
        this.later(demandId, 10 * MINUTE, async () => {
          await this.attempt(demandId, what, act);
        });
        return 'away';
      }
      this.unexpected.push({ demandId, at: this.now, what, error });
      return 'unexpected';
    }
  }

  #written(written: Written): void {
    const rows = written.filter(({ table }) => table.endsWith('demands')).map(({ row }) => row);
    const record = rows.find(({ sk }) => sk === DEMAND_SORT);
    const event = rows.find(({ sk }) => sk.startsWith(EVENT_PREFIX));
    if (!record || !event) return;
    const parts = new Map(
      rows.filter((row) => row !== record && row !== event).map((row) => [row.sk, row] as const),
    );
    this.onHappened({
      record: record as unknown as DemandRecord,
      event: event as unknown as LedgerEvent,
      parts,
    });
  }

  #letOthersBefore(writer: 'send-due' | 'sweep'): void {
    const { store } = this.#ledgers[writer];
    const commit: typeof store.commit = async (change) => {
      const { id } = change.record;
      const race = this.races.get(id);
      this.races.delete(id);
      if (race) await race();
      return store.commit(change);
    };
    this.#ledgers[writer] = { ...this.#ledgers[writer], store: { ...store, commit } };
  }
}
