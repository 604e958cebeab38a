import { fileDemand } from '../../functions/intake/file-demand.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import { changePreservation } from '../../functions/review/change-preservation.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { recordOrder } from '../../functions/review/record-order.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import { sha256Hex } from '../../functions/shared/canonical-json.ts';
import type { SecrecyOrder } from '../../functions/shared/secrecy-order.schema.ts';
import { knownLaw } from '../../functions/validity/known-law.ts';
import type { ExecutionStarter, TaskAnswer } from '../../functions/workflow/executions.ts';
import type { LaneDeps } from '../../functions/workflow/lane.ts';
import { dayAfter, type Paper, pagesOf, paperOf } from '../papers.ts';
import type { Happened, World } from '../world.ts';
import type { Directory } from './directory.ts';
import { everyPaper } from './documents.ts';
import { agentOf } from './roster.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The offices that file: they amend, take back, ask to keep longer, and bring orders of silence when courts make them. */
export class Offices {
  readonly #world: World;
  /** Demands of each office, and those by which something is kept. */
  readonly #filed = new Map<string, string[]>();
  readonly #kept = new Map<string, string[]>();
  readonly #deps: { tasks: TaskAnswer; executions: ExecutionStarter; lane: LaneDeps; directory: Directory };

  constructor(
    world: World,
    deps: { tasks: TaskAnswer; executions: ExecutionStarter; lane: LaneDeps; directory: Directory },
  ) {
    this.#world = world;
    this.#deps = deps;
  }

  /** Files a demand under a number, at a time. */
  plan(number: number, at: number): void {
    const { agenda, chances, rulebook, register, options } = this.#world;
    agenda.at(at, number, async () => {
      const random = chances.ofNumber(number);
      const page = rulebook.instruments[random.pick(pagesOf(rulebook, options.instruments))];
      if (!page) return;
      const paper = paperOf(page, number, this.#world.now, random);
      register.enrol(paper.demand.authority);
      this.#deps.directory.knows(
        number,
        paper.demand.targets.map(({ value }) => value),
        paper.accounts,
      );
      await this.#file(number, paper);
    });
  }

  async #file(number: number, paper: Paper): Promise<void> {
    const { rulebook, register } = this.#world;
    const subject = agentOf(paper.authorityId).subject;
    const random = this.#world.chances.ofNumber(number);
    const before = this.#filed.get(paper.authorityId) ?? [];
    const supersedes = before.length > 0 && random.chance(0.02) ? random.pick(before) : undefined;
    const input = {
      demand: paper.demand,
      supersedes,
      idempotencyKey: `filing-${number}`,
      authorityId: paper.authorityId,
      subject,
    };
    await this.#world.attempt(`#${number}`, 'filed', async () => {
      await fileDemand(input, {
        ...this.#world.ledger('file-demand'),
        ...this.#deps,
        authorities: register,
        nonces: { use: async () => 'ours' },
        documents: everyPaper,
        law: knownLaw(rulebook),
      });
    });
  }

  heard({ record, event }: Happened): void {
    const { id, demand } = record;
    const random = this.#world.chances.of(id);
    if (event.action === 'demand.asked' && random.chance(0.6))
      this.#world.later(id, random.next() * 12 * DAY, () => this.#amend(record));
    if (event.action === 'demand.filed') {
      const { authorityId } = record;
      this.#filed.set(authorityId, [...(this.#filed.get(authorityId) ?? []), id]);
      this.#link(record);
      if (random.chance(0.04)) this.#world.later(id, random.next() * 60 * DAY, () => this.#withdraw(record));
      if (demand.documents && this.#canBeSilenced(record) && random.chance(demand.secrecy ? 0.6 : 0.15))
        this.#planOrders(record);
    }
    if (event.action === 'validity.checked' && event.detail.outcome === 'suspend' && random.chance(0.4))
      this.#world.later(id, random.next() * 8 * DAY, () => this.#answered(record));
    if (event.action === 'validity.checked' && event.detail.outcome === 'refer' && random.chance(0.1))
      this.#world.later(id, random.next() * 3 * DAY, () => this.#amend(record));
    if (event.action === 'preservation.placed')
      this.#kept.set(record.authorityId, [...(this.#kept.get(record.authorityId) ?? []), id]);
    if (
      (event.action === 'preservation.placed' || event.action === 'preservation.renewed') &&
      typeof event.detail.until === 'string' &&
      random.chance(0.5)
    ) {
      const before = random.chance(0.9) ? random.next() * 12 * DAY : -random.next() * DAY;
      const ms = Date.parse(event.detail.until) - before - this.#world.agenda.now;
      this.#world.later(id, Math.max(ms, HOUR), () => this.#renew(record));
    }
  }

  /** What is asked for now was kept before: the office says so. */
  #link({ id, authorityId, demand }: DemandRecord): void {
    const random = this.#world.chances.of(id);
    const kept = this.#kept.get(authorityId)?.at(-1);
    const mode = this.#world.rulebook.instruments[demand.instrument]?.mode;
    if (kept === undefined || mode !== 'disclose' || !random.chance(0.5)) return;
    const { rulebook, times, clocks } = this.#world;
    const deps = { ...this.#world.ledger('clarify'), rulebook, times, clocks, documents: everyPaper };
    this.#world.later(id, random.next() * DAY, async () => {
      await this.#world.attempt(kept, 'preservation linked', () =>
        changePreservation(kept, { link: { production: id } }, agentOf(authorityId), deps),
      );
    });
  }

  #canBeSilenced({ demand }: DemandRecord): boolean {
    const page = this.#world.rulebook.instruments[demand.instrument];
    return page?.mode === 'disclose' && page.notice.fixed !== true;
  }

  /** Orders of later: renewed before the end, again and again; shortened, lifted, challenged; or made anew. */
  #planOrders(record: DemandRecord): void {
    const { id, demand } = record;
    const random = this.#world.chances.of(id);
    const until = demand.secrecy?.until;
    if (until !== undefined && random.chance(0.6)) {
      this.#planRenewal(record, 0, until);
      return;
    }
    const at = random.next() * 150 * DAY;
    const kind = random.pick(['shortened', 'lifted', 'challenged', 'ordered', 'ordered'] as const);
    this.#world.later(id, at, () => this.#bring(record, kind, 0));
  }

  #planRenewal(record: DemandRecord, of: number, until: string): void {
    const { id } = record;
    const random = this.#world.chances.of(id);
    const end = Date.parse(until) + DAY;
    const { agenda, races } = this.#world;
    // Some in time, some in the very moment in which the letter is written, some too late.
    const luck = random.next();
    if (luck < 0.15)
      agenda.at(end - HOUR, this.#world.chances.numberOf(id), async () => {
        races.set(id, () => this.#bring(record, 'renewed', of));
      });
    else
      agenda.at(
        end - (luck < 0.9 ? random.next() * 9 * DAY : -random.next() * DAY),
        this.#world.chances.numberOf(id),
        () => this.#bring(record, 'renewed', of),
      );
  }

  async #bring(record: DemandRecord, kind: SecrecyOrder['kind'], of: number): Promise<void> {
    const { id, authorityId } = record;
    const { rulebook, times, clocks, chances, now } = this.#world;
    const random = chances.of(id);
    const common = {
      concerns: record.demand.reference ?? id,
      basis: '18 USC 2705(b)',
      orderedBy: 'court' as const,
      issued: dayAfter(now, -1),
      documents: [
        { sha256: sha256Hex(`${kind} ${id} ${now}`), mediaType: 'application/pdf', title: 'Order' },
      ],
    };
    const until = dayAfter(now, random.pick(kind === 'shortened' ? [5, 20] : [30, 60, 90, 180]));
    const order: SecrecyOrder =
      kind === 'ordered'
        ? { kind, ...common, ...(random.chance(0.05) ? {} : { until }) }
        : kind === 'renewed' || kind === 'shortened'
          ? { kind, of, ...common, until }
          : { kind, of, ...common };
    const deps = { ...this.#world.ledger('clarify'), rulebook, times, clocks, documents: everyPaper };
    let number = 0;
    const done = await this.#world.attempt(id, `order: ${kind}`, async () => {
      ({ order: number } = await recordOrder(id, order, agentOf(authorityId), deps));
    });
    if (
      done === 'done' &&
      (kind === 'renewed' || kind === 'ordered') &&
      'until' in order &&
      order.until &&
      random.chance(0.5)
    )
      this.#planRenewal(record, number, order.until);
  }

  async #withdraw({ id, authorityId }: DemandRecord): Promise<void> {
    const deps = { ...this.#world.ledger('withdraw'), tasks: this.#deps.tasks };
    await this.#world.attempt(id, 'taken back', () => withdrawDemand(id, agentOf(authorityId), deps));
  }

  /** The other authority spoke before its time was over. */
  async #answered(record: DemandRecord): Promise<void> {
    const random = this.#world.chances.of(record.id);
    const response = random.pick(['cleared', 'cleared', 'refused'] as const);
    await this.#clarify(record, { enforcingAuthority: { notified: true, response } });
  }

  async #amend(record: DemandRecord): Promise<void> {
    await this.#clarify(record, { certifications: [...(record.demand.certifications ?? []), 'Added since'] });
  }

  async #clarify(
    { id, authorityId }: DemandRecord,
    demand: Parameters<typeof clarifyDemand>[1] extends infer R
      ? R extends { demand: infer D }
        ? D
        : never
      : never,
  ): Promise<void> {
    const { rulebook, register } = this.#world;
    const deps = {
      ...this.#world.ledger('clarify'),
      ...{ tasks: this.#deps.tasks, law: knownLaw(rulebook), authorities: register, rulebook },
      clocks: this.#world.clocks,
    };
    await this.#world.attempt(id, 'amended', () => clarifyDemand(id, { demand }, agentOf(authorityId), deps));
  }

  async #renew({ id, authorityId }: DemandRecord): Promise<void> {
    const { rulebook, times, clocks, now } = this.#world;
    const deps = { ...this.#world.ledger('clarify'), rulebook, times, clocks, documents: everyPaper };
    const documents = [
      { sha256: sha256Hex(`renewal ${id} ${now}`), mediaType: 'application/pdf', title: 'Renewal' },
    ];
    await this.#world.attempt(id, 'preservation renewed', () =>
      changePreservation(id, { renew: { documents } }, agentOf(authorityId), deps),
    );
  }
}
